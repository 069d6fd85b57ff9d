// The language of the Discord client in this tab: the bot is told it with every act, and what the bot has
// registered in it is shown in it. What the page itself says stays English.

import { el } from "./dom.js";

const USUAL = "en-US";

export class Language {
  locale = USUAL;
  /** All that Discord has. */
  locales = [];
  #memory;

  constructor(memory) {
    this.#memory = memory;
  }

  /** Takes the locales that there are; who has chosen none of them gets the browser's own. */
  know(locales) {
    const { locale } = this.#memory;
    this.locales = locales;
    this.locale = locales.includes(locale) ? locale : nearest(navigator.language, locales);
  }

  choose(locale) {
    this.locale = locale;
    this.#memory.locale = locale;
  }

  /** What the bot says of a command or an option. */
  description(part) {
    const { words, lang } = this.#said(part, "description");
    return el("span", { lang }, words);
  }

  /** {label, value} of a fixed choice; `other`: its plain name may be typed, too. */
  choice(one) {
    const { words, lang } = this.#said(one, "name");
    return { label: words, lang, other: one.name, value: one.value };
  }

  #said(part, key) {
    const translated = part[`${key}_localizations`]?.[this.locale];
    return translated ? { words: translated, lang: this.locale } : { words: part[key] ?? "" };
  }
}

/** What its speakers call it: "Deutsch". */
export function ownName(locale) {
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale);
  const [first, ...rest] = name;
  return first.toLocaleUpperCase(locale) + rest.join("");
}

/** The locale of these that is most like what a browser asks for: "de" for "de-AT". */
export function nearest(wanted, locales) {
  const { language, script, region } = whole(wanted);
  const exact = `${language}-${region}`;
  if (locales.includes(exact)) return exact;
  const kin = (one) => whole(one).language === language && whole(one).script === script;
  return locales.find(kin) ?? USUAL;
}

/** With the script and region that go without saying: "zh-Hans-CN" for "zh". */
function whole(tag) {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    // Discord's "no" is what browsers call Bokmål or Nynorsk.
    return { language: ["nb", "nn"].includes(language) ? "no" : language, script, region };
  } catch {
    // "en-US@posix" is what some systems call theirs.
    return {};
  }
}
