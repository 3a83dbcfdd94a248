//! The message files, read when first needed and only in the language that is.

use crate::lang::Lang;
use i18n_embed::LanguageLoader as _;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;
use std::collections::HashMap;
use std::sync::OnceLock;

#[derive(RustEmbed)]
#[folder = "i18n/"]
pub(super) struct Files;

/// The messages of one language. `help.ftl` is apart because an act never needs it.
struct Catalogue {
    messages: OnceLock<FluentLanguageLoader>,
    help: OnceLock<FluentLanguageLoader>,
}

impl Catalogue {
    const fn new() -> Self {
        Self {
            messages: OnceLock::new(),
            help: OnceLock::new(),
        }
    }
}

static JA: Catalogue = Catalogue::new();
static EN: Catalogue = Catalogue::new();

fn catalogue(lang: Lang) -> &'static Catalogue {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

fn read(lang: Lang, domain: &str) -> FluentLanguageLoader {
    // Both codes are language identifiers; a test reads every message.
    let id = lang.code().parse().unwrap_or_default();
    let loader = FluentLanguageLoader::new(domain, id);
    // The files are part of the program; a test reads both.
    let _ = loader.load_fallback_language(&Files);
    // No U+2068 and U+2069 around values: nothing here is written from right to left, and they would be copied along.
    loader.set_use_isolating(false);
    loader
}

/// A message of `custody.ftl` with its values, which are ready to be shown.
pub(super) fn message(lang: Lang, key: &str, values: HashMap<&str, String>) -> String {
    let loader = catalogue(lang)
        .messages
        .get_or_init(|| read(lang, "custody"));
    if values.is_empty() {
        loader.get(key)
    } else {
        loader.get_args(key, values)
    }
}

/// A text of `help.ftl`, when there is one of that key.
pub(crate) fn help_text(lang: Lang, key: &str) -> Option<String> {
    let loader = catalogue(lang).help.get_or_init(|| read(lang, "help"));
    loader.has(key).then(|| loader.get(key))
}

/// The keys of `help.ftl`.
#[cfg(test)]
pub(crate) fn help_keys(lang: Lang) -> std::collections::BTreeSet<String> {
    let file = Files::get(&format!("{}/help.ftl", lang.code()));
    let text = file.map(|file| String::from_utf8_lossy(&file.data).into_owned());
    text.unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with(['#', ' ']))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}
