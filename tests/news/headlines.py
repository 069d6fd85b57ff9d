"""Pairs of headlines of our own, in the manner of different outlets, and the days between."""

SAME = [
    (
        "Orion breaks Apollo 13 distance record as Artemis II rounds the Moon",
        "Artemis 2 astronauts fly farther from Earth than any humans before them",
        0,
    ),
    (
        "Artemis II astronauts see the lunar far side during flyby",
        "Artemis 2 crew completes close pass of the moon",
        0,
    ),
    (
        "New Glenn launches second NASA Mars mission for Blue Origin",
        "Blue Origin's New Glenn lifts off with ESCAPADE Mars probes",
        0,
    ),
    (
        "Rocket Lab to acquire laser communications firm Mynaric",
        "Rocket Lab closes in on Mynaric acquisition",
        1,
    ),
    (
        "Rocket Lab's Neutron debut slips to late 2026",
        "Rocket Lab delays first Neutron launch",
        0,
    ),
    (
        "Impulse Space raises $300 million Series C",
        "In-space mobility startup Impulse Space closes $300 million round",
        0,
    ),
    (
        "Senate confirms new NASA administrator in bipartisan vote",
        "NASA administrator nominee wins Senate confirmation",
        0,
    ),
    (
        "Shenzhou-23 docks with Tiangong space station",
        "Chinese astronauts arrive at Tiangong aboard Shenzhou-23",
        0,
    ),
    (
        "China launches Shenzhou-23 crew to Tiangong space station",
        "Long March 2F lifts off with three Shenzhou-23 astronauts",
        0,
    ),
    (
        "Russian Progress freighter docks to space station with food and fuel",
        "Progress MS-34 arrives at ISS",
        1,
    ),
    (
        "Dragon splashes down off California with Crew-11",
        "SpaceX returns Crew-11 astronauts to Earth",
        0,
    ),
    (
        "Isar Aerospace scrubs second Spectrum launch attempt",
        "Spectrum rocket launch called off due to weather",
        0,
    ),
    (
        "Starship Flight 14 ends with ship lost over Indian Ocean",
        "SpaceX loses Starship upper stage on 14th test flight",
        0,
    ),
    (
        "FAA clears Starship for Flight 14",
        "SpaceX gets FAA approval for next Starship test flight, Flight 14",
        1,
    ),
    (
        "SpaceX launches Starlink 10-44 from Cape Canaveral",
        "Falcon 9 lofts Starlink Group 10-44 satellites",
        0,
    ),
    (
        "ESCAPADE twins enter orbit around Mars",
        "NASA's ESCAPADE probes arrive at Mars",
        0,
    ),
    (
        "Hubble in safe mode after gyro trouble",
        "Gyroscope glitch puts Hubble into safe mode",
        1,
    ),
    (
        "Astronomers find water vapour on exoplanet K2-18b",
        "Webb detects water vapor in the atmosphere of K2-18b",
        1,
    ),
    (
        "Interstellar comet 4I/Tsuchinshan found racing through solar system",
        "Astronomers spot fourth interstellar object, comet 4I",
        1,
    ),
    (
        "Blue Ghost Mission 2 lands on far side of the Moon",
        "Firefly's second Blue Ghost lander touches down on lunar far side",
        0,
    ),
    (
        "Griffin lander tips over after Moon touchdown",
        "Astrobotic's Griffin lands on its side",
        1,
    ),
    (
        "L3Harris wins $843 million contract for 18 missile-tracking satellites",
        "Space Development Agency picks L3Harris to build 18 Tranche 4 tracking satellites",
        1,
    ),
    (
        "York Space raises $629 million in IPO",
        "York Space Systems prices IPO, raising $629 million",
        0,
    ),
    (
        "NASA names Amit Kshatriya associate administrator",
        "Kshatriya appointed as NASA's associate administrator",
        0,
    ),
    (
        "Japan's H3 fails to put navigation satellite in orbit",
        "H3 rocket suffers second stage failure, Michibiki lost",
        0,
    ),
    (
        "India's PSLV fails on comeback flight",
        "ISRO loses PSLV-C62 payload after third stage anomaly",
        1,
    ),
    (
        "Viasat-3 F3 launched on Falcon Heavy",
        "Falcon Heavy lifts off carrying ViaSat-3 F3 satellite",
        0,
    ),
    (
        "NASA postpones spacewalk over astronaut's medical issue",
        "Medical concern delays ISS spacewalk",
        0,
    ),
    (
        "Portugal signs Artemis Accords",
        "Portugal becomes 61st nation to join Artemis Accords",
        0,
    ),
    (
        "SLS and Orion roll to pad 39B for Artemis III",
        "Artemis 3 rocket rolls out to launch pad",
        0,
    ),
    (
        "Soyuz MS-29 lands in Kazakhstan with three crew members",
        "Soyuz crew returns to Earth after eight months on ISS",
        0,
    ),
    (
        "Swift observatory reboost mission launches on Pegasus",
        "Pegasus rocket lofts Katalyst spacecraft to rescue Swift telescope",
        0,
    ),
    (
        "Isaacman defends NASA budget proposal before House appropriators",
        "House appropriators push back on NASA budget request in hearing with Isaacman",
        0,
    ),
    (
        "New Glenn leaves customer satellite in wrong orbit",
        "Blue Origin's third New Glenn mission fails to deliver BlueBird to planned orbit",
        0,
    ),
    (
        "New Glenn upper stage problem strands AST SpaceMobile satellite",
        "AST's BlueBird 7 lost after New Glenn underperforms",
        0,
    ),
    (
        "FAA requires mishap investigation after New Glenn failure",
        "FAA grounds New Glenn pending mishap probe",
        1,
    ),
    (
        "SpaceX files confidentially for IPO",
        "SpaceX takes first step toward going public",
        0,
    ),
    (
        "Amazon to acquire Globalstar for $11 billion",
        "Amazon buying Globalstar in push for direct-to-device service",
        0,
    ),
    (
        "SpaceX scrubs first launch of Starship V3",
        "Starship Flight 12 launch attempt called off in final seconds",
        0,
    ),
    (
        "Psyche zips past Mars on way to metal asteroid",
        "NASA's Psyche gets gravity assist from Mars",
        0,
    ),
    (
        "Psyche swings past Mars on way to metal asteroid",
        "NASA's Psyche Mission Uses Mars Gravity to Speed Toward Asteroid",
        0,
    ),
    (
        "Isar Aerospace reaches orbit with Spectrum",
        "Isar's Spectrum succeeds on second launch",
        0,
    ),
    (
        "House Appropriators Approve $25 Billion for NASA in FY2027",
        "House spending bill rejects steep NASA cuts",
        0,
    ),
    (
        "ispace lander enters lunar orbit",
        "Japanese moon lander arrives in lunar orbit",
        0,
    ),
    (
        "Soyuz crew returns after eight months on station",
        "NASA Astronaut, Cosmonauts Land Safely in Kazakhstan",
        0,
    ),
    (
        "Voyager 1 back in contact after thruster fix",
        "NASA Restores Communications With Voyager 1",
        0,
    ),
    (
        "Kenya Becomes Latest Country to Sign Artemis Accords",
        "Artemis Accords Gain a Signatory in Kenya",
        0,
    ),
    (
        "Vast raises $500 million for space station development",
        "Commercial station developer Vast just got half a billion dollars",
        0,
    ),
    (
        "Griffin-1 lunar landing mission slips into next year",
        "Astrobotic delays Griffin moon mission to 2027",
        0,
    ),
    (
        "Trump congratulates Artemis 2 crew in call to Orion",
        "President Talks With Artemis II Astronauts After Flyby",
        0,
    ),
    (
        "Orion's toilet acts up hours into Artemis 2 mission",
        "Four astronauts, one balky toilet: the first night aboard Orion",
        0,
    ),
]
"""Each tells one event."""

APART = [
    (
        "Artemis II set for splashdown Friday off San Diego",
        "Artemis II splashes down in the Pacific",
        0,
    ),
    (
        "Artemis II astronauts photograph lunar far side during flyby",
        "Artemis II crew begins trip home, readies for splashdown",
        1,
    ),
    (
        "Artemis II crew fixes toilet problem on Orion",
        "Artemis II passes halfway point to the Moon",
        0,
    ),
    (
        "Artemis II launches on Moon mission",
        "Orion completes translunar injection on Artemis II",
        1,
    ),
    (
        "Artemis II crew speaks with space station astronauts",
        "Artemis II breaks distance record on far side of Moon",
        1,
    ),
    (
        "Artemis II astronauts arrive in Houston after splashdown",
        "Artemis II splashes down in Pacific after Moon voyage",
        1,
    ),
    (
        "Artemis III moves to Earth orbit docking test",
        "Artemis II Orion heat shield inspected after flight",
        1,
    ),
    (
        "NASA sets coverage for Artemis II splashdown",
        "Artemis II crew flies around the Moon",
        1,
    ),
    (
        "Live coverage: SpaceX to launch 29 Starlink satellites from Cape Canaveral",
        "SpaceX launches 24 Starlink satellites from Vandenberg",
        1,
    ),
    (
        "SpaceX launches Starlink 10-44 from Florida",
        "SpaceX launches Starlink 17-30 from California",
        0,
    ),
    (
        "SpaceX to launch Starlink 10-44 on Tuesday",
        "SpaceX launches Starlink 10-44",
        1,
    ),
    (
        "Crew-13 arrives at the International Space Station",
        "Crew-12 departs the International Space Station",
        2,
    ),
    (
        "Crew-13 launches to the space station",
        "Crew-13 docks at the space station",
        1,
    ),
    (
        "Progress MS-34 launches to ISS",
        "Soyuz MS-29 docks with ISS",
        2,
    ),
    (
        "Starship Flight 14 scrubbed by ground system issue",
        "Starship Flight 14 reaches space in partial success",
        2,
    ),
    (
        "SpaceX fires up Super Heavy booster for Starship Flight 14",
        "SpaceX sets date for Starship Flight 14",
        2,
    ),
    (
        "Booster 20 completes cryogenic testing at Massey's",
        "Ship 41 completes cryogenic testing at Massey's",
        1,
    ),
    (
        "New Glenn scrubs launch of Blue Moon lander",
        "New Glenn launches Blue Moon lander",
        2,
    ),
    (
        "Vulcan launches GPS satellite for Space Force",
        "Vulcan anomaly under investigation by Space Force",
        2,
    ),
    (
        "Rocket Lab launches Electron for Synspective",
        "Rocket Lab launches Electron for BlackSky",
        2,
    ),
    (
        "Rocket Lab wins $816 million SDA contract",
        "Rocket Lab posts record quarterly revenue",
        1,
    ),
    (
        "AST SpaceMobile raises $1 billion in notes",
        "AST SpaceMobile launches BlueBird 8",
        1,
    ),
    (
        "Voyager Technologies wins $24 million NASA contract",
        "Voyager Technologies wins $210 million Air Force contract",
        3,
    ),
    (
        "NASA selects Firefly for lunar delivery",
        "NASA selects Intuitive Machines for lunar delivery",
        2,
    ),
    (
        "Senate committee approves NASA budget bill",
        "House committee approves NASA budget bill",
        2,
    ),
    (
        "Senate hearing weighs NASA budget cuts",
        "House panel questions Isaacman on NASA budget",
        1,
    ),
    (
        "Isaacman testifies before Senate on NASA budget",
        "Isaacman announces NASA workforce changes",
        2,
    ),
    (
        "Webb spots carbon dioxide in distant planet",
        "Webb images dusty galaxy collision",
        1,
    ),
    (
        "Hubble captures spiral galaxy NGC 1365",
        "Hubble captures spiral galaxy NGC 4414",
        2,
    ),
    (
        "Curiosity drills new rock sample on Mount Sharp",
        "Perseverance collects new rock sample at Jezero rim",
        1,
    ),
    (
        "China launches Yaogan-46 satellite",
        "China launches Shijian-29 satellites",
        1,
    ),
    (
        "China launches Long March 12A in second reuse attempt",
        "Zhuque-3 booster fails to land on second flight",
        2,
    ),
    (
        "ESA signs contract for Ariane 6 upgrade",
        "ESA signs contract for Vega C upgrade",
        1,
    ),
    (
        "Ariane 6 launches Galileo satellites",
        "Ariane 6 to launch Amazon Leo satellites",
        3,
    ),
    (
        "ULA launches Amazon Leo satellites on Atlas V",
        "SpaceX launches Amazon Leo satellites on Falcon 9",
        2,
    ),
    (
        "Space Force awards $739 million in launch orders",
        "Space Force awards $3.2 billion for missile interceptors",
        2,
    ),
    (
        "Space Force names new chief of operations",
        "Space Force plans new guardian training",
        1,
    ),
    (
        "Spacewalkers install solar array mounting kit",
        "NASA prepares for spacewalk to install solar array kit",
        1,
    ),
    (
        "Perseid meteor shower peaks this week",
        "Total solar eclipse crosses Spain this week",
        1,
    ),
    (
        "Asteroid 2026 AB safely passes Earth",
        "Asteroid 2024 YR4 will miss the Moon",
        2,
    ),
    (
        "Launch Roundup: Falcon 9, Electron and Ariane 6 set to fly",
        "Ariane 6 set to launch weather satellite",
        0,
    ),
    (
        "Rocket Report: Vulcan grounded again",
        "Vulcan grounded again after anomaly",
        1,
    ),
    (
        "White House seeks $18.8 billion for NASA in 2027",
        "Space Force would get $71 billion in 2027 budget request",
        0,
    ),
    (
        "Artemis II astronauts prepare for lunar flyby",
        "Artemis II swings around far side of Moon",
        1,
    ),
    (
        "Artemis II swings around far side of Moon",
        "Artemis II crew releases stunning images of far side",
        1,
    ),
    (
        "Artemis II heading home after lunar flyby",
        "Artemis II crew splashes down",
        3,
    ),
    (
        "NASA targets Friday splashdown for Artemis II",
        "Recovery ship leaves port for Artemis II splashdown",
        1,
    ),
    (
        "Artemis II crew welcomed home in Houston",
        "Artemis II Orion returns to Kennedy Space Center",
        3,
    ),
    (
        "SpaceX launches 29 Starlink satellites from Cape Canaveral",
        "SpaceX launches 25 Starlink satellites from Vandenberg",
        1,
    ),
    (
        "NASA Awards Contract for Engineering Services",
        "NASA Awards Safety and Mission Assurance Contract",
        0,
    ),
    (
        "Artemis II Crew Completes Historic Lunar Flyby",
        "NASA confident in Orion heat shield for Artemis 2 return",
        2,
    ),
    (
        "Artemis 2 launches on voyage around the moon",
        "NASA says SLS performed nearly perfectly on Artemis 2 launch",
        2,
    ),
    (
        "Space Force seeks $71 billion in 2027 budget",
        "White House Seeks 23 Percent Cut to NASA for FY2027",
        1,
    ),
    (
        "Hera arrives at Didymos",
        "Hera sends first images of Didymos moonlet",
        2,
    ),
    (
        "China launches navigation satellite",
        "India launches navigation satellite",
        0,
    ),
    (
        "Starship static fire clears way for twelfth flight",
        "Starship V3 debut slips to May",
        2,
    ),
]
"""Each looks alike and tells two."""
