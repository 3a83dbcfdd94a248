//! Which of the two languages the program speaks: `--lang`, else `LC_ALL` or `LANG`, else Japanese.

use std::ffi::OsString;

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lang {
    /// 日本語.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Both, Japanese first.
    pub(crate) const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The code of `--lang`, JSON and the message files.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a locale such as `ja_JP.UTF-8` or `en_GB`; none for `C`, `POSIX` and languages not spoken here.
    fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['_', '.', '-', '@']).next()?;
        Self::ALL
            .into_iter()
            .find(|lang| language.eq_ignore_ascii_case(lang.code()))
    }

    /// Decides from the command line as it was typed (its errors are to be worded too, so it is not parsed yet) and the
    /// environment.
    pub(crate) fn choose(
        arguments: &[OsString],
        environment: impl Fn(&str) -> Option<String>,
    ) -> Self {
        Self::asked(arguments).unwrap_or_else(|| {
            ["LC_ALL", "LANG"]
                .into_iter()
                .find_map(|name| environment(name).filter(|value| !value.is_empty()))
                .and_then(|locale| Self::of_locale(&locale))
                .unwrap_or(Self::Ja)
        })
    }

    fn asked(arguments: &[OsString]) -> Option<Self> {
        let mut given = arguments
            .iter()
            .map(|argument| argument.to_str().unwrap_or_default())
            .take_while(|argument| *argument != "--");
        while let Some(argument) = given.next() {
            let value = match argument.strip_prefix("--lang") {
                Some("") => given.next(),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            };
            if let Some(lang) = value.and_then(Self::of_locale) {
                return Some(lang);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(line: &str, lc_all: Option<&str>, lang: Option<&str>) -> Lang {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        Lang::choose(&arguments, |name| {
            match name {
                "LC_ALL" => lc_all,
                "LANG" => lang,
                _ => None,
            }
            .map(str::to_owned)
        })
    }

    #[test]
    fn the_option_goes_before_the_environment_and_japanese_is_the_rest() {
        for (line, lc_all, lang, expected) in [
            ("custody status", None, None, Lang::Ja),
            ("custody status", None, Some("C"), Lang::Ja),
            ("custody status", None, Some("en_US.UTF-8"), Lang::En),
            ("custody status", None, Some("ja_JP.SJIS"), Lang::Ja),
            ("custody status", None, Some("fr_FR.UTF-8"), Lang::Ja),
            ("custody status", Some("en"), Some("ja_JP"), Lang::En),
            ("custody status", Some(""), Some("en_GB"), Lang::En),
            ("custody status", Some("C.UTF-8"), Some("en_GB"), Lang::Ja),
            ("custody --lang en status", None, Some("ja_JP"), Lang::En),
            ("custody status --lang=ja", None, Some("en_US"), Lang::Ja),
            ("custody --lang xx status", None, Some("en_US"), Lang::En),
            ("custody seal -- --lang=en", None, None, Lang::Ja),
            ("custody status --lang", None, Some("en_US"), Lang::En),
        ] {
            assert_eq!(
                chosen(line, lc_all, lang),
                expected,
                "{line} {lc_all:?} {lang:?}"
            );
        }
    }
}
