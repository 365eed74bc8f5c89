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

interface Language {
  locale: Locale;
  change: (locale: Locale) => void;
}

const Context = createContext<Language>({ locale: 'en', change: () => undefined });

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
  const language = useMemo(() => ({ locale, change }), [locale, change]);
  return <Context.Provider value={language}>{children}</Context.Provider>;
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
