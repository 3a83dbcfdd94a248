//! The message files, read when first needed and only in the language that is. An act says a few sentences: those are
//! read one by one, since reading the whole file takes longer than all else that a small act does.

use crate::lang::Lang;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::{I18nAssets, LanguageLoader as _};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(RustEmbed)]
#[folder = "i18n/"]
pub(super) struct Files;

/// So many messages are read one by one; who says more needs the whole file.
const ONE_BY_ONE: usize = 12;

/// The messages of one language. `help.ftl` is apart because an act never needs it.
struct Catalogue {
    /// Messages that were asked for.
    asked: AtomicUsize,
    messages: OnceLock<FluentLanguageLoader>,
    help: OnceLock<FluentLanguageLoader>,
}

impl Catalogue {
    const fn new() -> Self {
        Self {
            asked: AtomicUsize::new(0),
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

fn read(lang: Lang, domain: &str, files: &impl I18nAssets) -> FluentLanguageLoader {
    // Both codes are language identifiers; a test reads every message.
    let id = lang.code().parse().unwrap_or_default();
    let loader = FluentLanguageLoader::new(domain, id);
    // The files are part of the program; a test reads both.
    let _ = loader.load_fallback_language(files);
    // No U+2068 and U+2069 around values: nothing here is written from right to left, and they would be copied along.
    loader.set_use_isolating(false);
    loader
}

/// The file of one message.
struct One(Vec<u8>);

impl I18nAssets for One {
    fn get_files(&self, _: &str) -> Vec<Cow<'_, [u8]>> {
        vec![Cow::Borrowed(&self.0)]
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(std::iter::empty())
    }
}

/// What `custody.ftl` has of one message: its line and the indented ones after it. No message names another.
fn one(lang: Lang, key: &str) -> Option<One> {
    let file = Files::get(&format!("{}/custody.ftl", lang.code()))?;
    let text = std::str::from_utf8(&file.data).ok()?;
    let head = format!("\n{key} =");
    let begin = match text.strip_prefix(head.trim_start()) {
        Some(_) => 0,
        None => text.find(&head)? + 1,
    };
    let rest = text.get(begin..)?;
    let mut ends = rest.match_indices('\n').map(|(end, _)| end + 1);
    let end = ends.find(|end| !rest[*end..].starts_with([' ', '\n', '\r']));
    let entry = rest.get(..end.unwrap_or(rest.len()))?;
    Some(One(entry.as_bytes().to_vec()))
}

/// A message of `custody.ftl` with its values, which are ready to be shown.
pub(super) fn message(lang: Lang, key: &str, values: HashMap<&str, String>) -> String {
    let all = catalogue(lang);
    let said = |loader: &FluentLanguageLoader| {
        if values.is_empty() {
            loader.get(key)
        } else {
            loader.get_args(key, values)
        }
    };
    if all.messages.get().is_none()
        && all.asked.fetch_add(1, Ordering::Relaxed) < ONE_BY_ONE
        && let Some(one) = one(lang, key)
    {
        return said(&read(lang, "custody", &one));
    }
    said(all.messages.get_or_init(|| read(lang, "custody", &Files)))
}

/// A text of `help.ftl`, when there is one of that key.
pub(crate) fn help_text(lang: Lang, key: &str) -> Option<String> {
    let loader = catalogue(lang)
        .help
        .get_or_init(|| read(lang, "help", &Files));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_read_alone_is_the_message_of_the_whole_file() {
        for lang in [Lang::Ja, Lang::En] {
            let whole = read(lang, "custody", &Files);
            let file = Files::get(&format!("{}/custody.ftl", lang.code()));
            let text = file.map(|file| String::from_utf8_lossy(&file.data).into_owned());
            let mut read_alone = 0;
            for line in text.unwrap_or_default().lines() {
                if line.starts_with(['#', ' ']) {
                    continue;
                }
                let Some((key, _)) = line.split_once(" =") else {
                    continue;
                };
                let alone = one(lang, key).map(|one| read(lang, "custody", &one).get(key));
                assert_eq!(alone, Some(whole.get(key)), "{key}");
                read_alone += 1;
            }
            assert!(read_alone > 1000, "{read_alone}");
        }
        assert!(one(Lang::Ja, "no-such-message").is_none());
    }
}
