import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';

export type Locale = 'en' | 'de';

export const LOCALES: Record<Locale, string> = { en: 'English', de: 'Deutsch' };

/** What one part of the pages says, in every language; the types see to it that nothing is missing. */
export type Texts<T> = Record<Locale, T>;

/** Declares the texts of one part of the pages. Numbers and names go in as parameters of functions. */
export function texts<T>(en: T, de: NoInfer<T>): Texts<T> {
  return { en, de };
}

/** Picks the word for a number, by the language's own rules. */
export function plural(locale: Locale, number: number, one: string, other: string): string {
  const word = new Intl.PluralRules(locale).select(number) === 'one' ? one : other;
  return `${new Intl.NumberFormat(locale).format(number)} ${word}`;
}

const KEPT = 'gatehouse:language';

/** Says what the server said in another language, as far as it is known there. */
type Said = (sentence: string) => string;

const AS_IT_IS: Said = sentence => sentence;

/** What the server says in English, for the languages that say it otherwise. */
const SAID: Partial<Record<Locale, () => Promise<Said>>> = {
  de: async () => (await import('./problems.de')).german,
};

interface Language {
  locale: Locale;
  change: (locale: Locale) => void;
  said: Said;
}

const Context = createContext<Language>({
  locale: 'en',
  change: () => undefined,
  said: AS_IT_IS,
});

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(preferred);
  const change = useCallback((to: Locale) => {
    setLocale(to);
    try {
      window.localStorage.setItem(KEPT, to);
    } catch {
      // chosen for this visit alone
    }
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const said = useSaid(locale);
  const language = useMemo(() => ({ locale, change, said }), [locale, change, said]);
  return <Context.Provider value={language}>{children}</Context.Provider>;
}

/** The server's own words until the others are there. */
function useSaid(locale: Locale): Said {
  const [known, setKnown] = useState<Partial<Record<Locale, Said>>>({});
  useEffect(() => {
    let wanted = true;
    void SAID[locale]?.()
      .then(said => (wanted ? setKnown(before => ({ ...before, [locale]: said })) : undefined))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [locale]);
  return known[locale] ?? AS_IT_IS;
}

export function useLanguage(): Language {
  return useContext(Context);
}

/** What a part of the pages says in the language of the reader. */
export function useTexts<T>(of: Texts<T>): T {
  return of[useLanguage().locale];
}

/** Times and numbers as the reader writes them. */
export function useFormats() {
  const { locale } = useLanguage();
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    const number = new Intl.NumberFormat(locale);
    return {
      time: (at: string | null | undefined) => (at ? time.format(new Date(at)) : '–'),
      day: (at: string | null | undefined) => (at ? day.format(new Date(at)) : '–'),
      ago: (at: string | null | undefined) => (at ? ago(relative, new Date(at)) : '–'),
      number: (value: number) => number.format(value),
    };
  }, [locale]);
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function ago(format: Intl.RelativeTimeFormat, at: Date): string {
  const seconds = Math.round((at.getTime() - Date.now()) / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return format.format(Math.round(seconds / length), unit);
    }
  }
  return format.format(0, 'minute');
}

/** As chosen before, else the first of the browser's languages that we have. */
function preferred(): Locale {
  const known = (name: string | null | undefined): name is Locale =>
    name !== null && name !== undefined && name in LOCALES;
  let kept: string | null = null;
  try {
    kept = window.localStorage.getItem(KEPT);
  } catch {
    // storage is switched off
  }
  return known(kept)
    ? kept
    : (navigator.languages.map(tag => tag.split('-')[0]).find(known) ?? 'en');
}
