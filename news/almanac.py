"""Names that dates are written with: of time zones and of months."""

from datetime import timedelta

_HOURS_EAST = {
    0: "Z UT UTC GMT WET",
    1: "BST WEST CET MEZ",
    2: "CEST MESZ EET SAST CAT",
    3: "EEST MSK TRT EAT",
    4: "GST SAMT",
    5: "PKT YEKT",
    5.5: "IST",
    5.75: "NPT",
    6: "OMST",
    7: "WIB ICT KRAT",
    8: "HKT SGT PHT AWST IRKT",
    9: "JST KST YAKT",
    9.5: "ACST",
    10: "AEST VLAT CHST",
    10.5: "ACDT",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
    -2.5: "NDT",
    -3: "ADT BRT ART CLST",
    -3.5: "NST",
    -4: "AST EDT ET CLT",
    -5: "CDT CT EST",
    -6: "MDT MT CST",
    -7: "PDT PT MST",
    -8: "AKDT PST",
    -9: "AKST",
    -10: "HST",
}

ZONES = {
    name: timedelta(hours=hours) for hours, names in _HOURS_EAST.items() for name in names.split()
}
"""How far east of Greenwich a zone is.

A name with several meanings has the easternmost that a news site would mean (IST is India's, ET is
that of summer): where that is wrong, it makes news older, never newer.
"""

SEVERAL_ZONES = frozenset({"CST"})
"""America's, as RFC 822 says, is fourteen hours behind China's: no such time is to be relied on."""

MONTHS = {
    word: month
    for month, words in enumerate(
        [
            "january januar janvier enero gennaio janeiro januari stycznia января "
            "jan janv ene gen sty янв "
            "ιαν ιανουαριου",
            "february februar fevrier febrero febbraio fevereiro februari lutego февраля "
            "feb fevr febr fev lut фев февр "
            "φεβ φεβρουαριου",
            "march marz mars marzo marco maart marca марта mar mrz maerz mrt мар "
            "marcius μαρ μαρτιου",
            "april avril abril aprile kwietnia апреля apr avr abr kwi апр aprilis απρ απριλιου",
            "may mai mayo maggio maio mei maj maja мая mag majus μαι μαιου",
            "june juni juin junio giugno junho czerwca июня jun giu cze июн junius ιουν ιουνιου",
            "july juli juillet julio luglio julho lipca июля jul juil lug lip июл "
            "julius ιουλ ιουλιου",
            "august aout agosto augustus augusti sierpnia августа aug ago sie авг "
            "augusztus αυγ αυγουστου",
            "september septembre septiembre setiembre settembre setembro wrzesnia сентября "
            "sep sept set wrz сен сент "
            "szeptember σεπ σεπτεμβριου",
            "october oktober octobre octubre ottobre outubro pazdziernika октября "
            "oct okt ott out paz окт "
            "οκτ οκτωβριου",
            "november novembre noviembre novembro listopada ноября nov lis нояб ноя νοε νοεμβριου",
            "december dezember decembre diciembre dicembre dezembro grudnia декабря "
            "dec dez dic gru дек "
            "δεκ δεκεμβριου",
        ],
        start=1,
    )
    for word in words.split()
}
"""In English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Russian,
Hungarian and Greek, lower case and without accents."""
