//! Help and the manual, in the language of the run. Parsing needs none of these texts: they are put on the command
//! tree only when they are shown.

use super::Cli;
use crate::lang::Lang;
use crate::wording::help_text;
use clap::{Arg, ArgAction, Command};
use std::io;

/// The help of the command that these arguments name, as clap would show it.
pub(crate) fn shown(arguments: &[std::ffi::OsString], lang: Lang) -> String {
    let tree = worded(Cli::command(), lang);
    match tree.try_get_matches_from(arguments) {
        Err(error) => error.render().to_string(),
        Ok(_) => worded(Cli::command(), lang).render_help().to_string(),
    }
}

/// The tree with its texts.
pub(crate) fn worded(tree: Command, lang: Lang) -> Command {
    let tree = tree
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .global(true),
        )
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version),
        );
    word(tree, &[], lang)
}

fn word(mut command: Command, path: &[String], lang: Lang) -> Command {
    let key = if path.is_empty() {
        "custody".to_owned()
    } else {
        path.join("-")
    };
    let usage = usage(&command, path, lang);
    let text = |key: &str| help_text(lang, key).unwrap_or_default();
    let mut after = text("exit-codes");
    if let Some(example) = help_text(lang, &format!("example-{key}")) {
        after = format!(
            "{}\n{}\n\n{after}",
            text("heading-example"),
            indented(&example)
        );
    }
    command = command
        .about(text(&format!("about-{key}")))
        .override_usage(usage)
        .after_help(after)
        .help_template(format!(
            "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            text("heading-usage")
        ))
        .subcommand_help_heading(text("heading-commands"));
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|arg| arg.get_id().to_string())
        .collect();
    for id in arguments {
        command = command.mut_arg(&id, |arg| word_argument(arg, &key, lang));
    }
    let verbs: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for verb in verbs {
        let mut path = path.to_vec();
        path.push(verb.clone());
        command = command.mut_subcommand(verb, |sub| word(sub, &path, lang));
    }
    command
}

fn word_argument(arg: Arg, key: &str, lang: Lang) -> Arg {
    let text = |key: &str| help_text(lang, key).unwrap_or_default();
    let id = arg.get_id().to_string();
    let mut help = help_text(lang, &format!("option-{key}-{id}"))
        .unwrap_or_else(|| text(&format!("option-{id}")));
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|_| arg.get_action().takes_values())
        .map(|value| value.get_name().to_owned())
        .collect();
    if !values.is_empty() {
        help = format!(
            "{help} {}",
            text("help-values").replace("%", &values.join(" "))
        );
    }
    let defaults: Vec<&str> = arg
        .get_default_values()
        .iter()
        .filter_map(|value| value.to_str())
        .collect();
    if !defaults.is_empty() && arg.get_action().takes_values() {
        help = format!(
            "{help} {}",
            text("help-default").replace("%", &defaults.join(" "))
        );
    }
    let heading = match (arg.is_positional(), arg.is_global_set()) {
        (true, _) => "heading-arguments",
        (false, true) => "heading-global",
        (false, false) => "heading-options",
    };
    let takes_values = arg.get_action().takes_values();
    arg.help(help)
        .help_heading(text(heading))
        .hide_possible_values(takes_values)
        .hide_default_value(takes_values)
}

fn usage(command: &Command, path: &[String], lang: Lang) -> String {
    let mut words = vec!["custody".to_owned()];
    words.extend_from_slice(path);
    // What has a life without its subcommands is shown so; they stand in the list.
    if command.has_subcommands() && !command.is_args_conflicts_with_subcommands_set() {
        words.push(help_text(lang, "usage-command").unwrap_or_default());
    }
    words.push(help_text(lang, "usage-options").unwrap_or_default());
    for arg in command.get_positionals() {
        let name = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map_or_else(|| arg.get_id().to_string(), ToString::to_string);
        let many = if matches!(arg.get_action(), ArgAction::Append) {
            "…"
        } else {
            ""
        };
        words.push(if arg.is_required_set() {
            format!("<{name}>{many}")
        } else {
            format!("[{name}]{many}")
        });
    }
    words.join(" ")
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}

/// The manual page: the program, then each command.
///
/// # Errors
/// None from memory; the writer's own.
pub(crate) fn manual(lang: Lang) -> io::Result<Vec<u8>> {
    let mut tree = worded(Cli::command(), lang);
    tree.build();
    let mut page = Vec::new();
    let root = clap_mangen::Man::new(tree.clone());
    root.render_title(&mut page)?;
    root.render_name_section(&mut page)?;
    root.render_synopsis_section(&mut page)?;
    root.render_description_section(&mut page)?;
    root.render_options_section(&mut page)?;
    commands(&tree, &mut page)?;
    Ok(page)
}

fn commands(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    for sub in command.get_subcommands() {
        let man = clap_mangen::Man::new(sub.clone());
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        man.render_options_section(page)?;
        commands(sub, page)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::wording::help_keys;
    use std::collections::BTreeSet;

    /// Every text that a command wants: those that must be there, and the shared one where its own may be absent.
    fn wanted(
        command: &Command,
        path: &[String],
        lang: Lang,
        used: &mut BTreeSet<String>,
        missing: &mut Vec<String>,
    ) {
        let key = if path.is_empty() {
            "custody".to_owned()
        } else {
            path.join("-")
        };
        let mut need = |key: String| {
            if help_text(lang, &key).is_none() {
                missing.push(key.clone());
            }
            used.insert(key);
        };
        need(format!("about-{key}"));
        if !command.has_subcommands() || command.is_args_conflicts_with_subcommands_set() {
            need(format!("example-{key}"));
        }
        for arg in command.get_arguments() {
            let own = format!("option-{key}-{}", arg.get_id());
            if help_text(lang, &own).is_some() {
                need(own);
            } else {
                need(format!("option-{}", arg.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            let mut path = path.to_vec();
            path.push(sub.get_name().to_owned());
            wanted(sub, &path, lang, used, missing);
        }
    }

    #[test]
    fn every_command_and_option_is_explained_and_nothing_else() {
        let tree = Cli::command();
        for lang in Lang::ALL {
            let (mut used, mut missing) = (BTreeSet::new(), Vec::new());
            wanted(
                &worded(tree.clone(), lang),
                &[],
                lang,
                &mut used,
                &mut missing,
            );
            used.extend(
                [
                    "exit-codes",
                    "heading-example",
                    "heading-usage",
                    "heading-commands",
                    "heading-arguments",
                    "heading-global",
                    "heading-options",
                    "help-values",
                    "help-default",
                    "usage-command",
                    "usage-options",
                    "example-custody",
                    "guide",
                ]
                .map(str::to_owned),
            );
            missing.sort();
            missing.dedup();
            assert!(
                missing.is_empty(),
                "missing in {lang:?}: {}",
                missing.join(" ")
            );
            let idle: Vec<String> = help_keys(lang).difference(&used).cloned().collect();
            assert!(idle.is_empty(), "idle in {lang:?}: {idle:?}");
        }
    }

    #[test]
    fn no_command_line_contradicts_itself() {
        Cli::command().debug_assert();
        worded(Cli::command(), Lang::Ja).debug_assert();
    }

    #[test]
    fn help_ends_with_the_exit_codes_in_the_language_asked_for() {
        for (lang, end, usage) in [
            (Lang::Ja, "130 中断", "使い方："),
            (Lang::En, "130 interrupted", "Usage:"),
        ] {
            let text = shown(&["custody", "completions", "--help"].map(Into::into), lang);
            assert!(text.trim_end().ends_with(end), "{text}");
            assert!(text.contains(usage), "{text}");
            assert!(text.contains("custody completions bash"), "{text}");
        }
    }
}
