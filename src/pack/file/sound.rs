//! Whether a rule file makes sense as a whole. In: a [`RuleFile`] of the right form. Out: the first fault, so that no
//! rule is in force that can never find anything.

use toml::Spanned;

use super::rule::RuleFile;
use crate::fault::{Fault, TomlFile};
use crate::language::Language;
use crate::pack::kind::{Check, DateCheck, Kind, LimitCheck};
use crate::suggest::{self, list};

/// What messages may name in braces: rules without a check the words found alone, the others what their check knows.
const NAMES: [&str; 21] = [
    "match",
    "count",
    "date",
    "day-first",
    "earliest",
    "end",
    "first",
    "from",
    "given",
    "hint",
    "last",
    "limit",
    "lix",
    "month",
    "month-first",
    "notice",
    "path",
    "right",
    "rule",
    "words",
    "written",
];

/// Looks at what the form of a rule file can't say.
///
/// # Errors
/// A check of another kind, none where the kind needs one, no language, no phrases where phrases are all there is, a
/// bound that nothing keeps to, evidence where none is asked for, a message that names what is not there.
pub(super) fn check(file: &RuleFile, source: &TomlFile) -> Result<(), Fault> {
    kind(file, source)?;
    bounds(file, source)?;
    if Language::ALL.iter().all(|language| file.section(*language).is_none()) {
        let fault = Fault::whole(source, "this rule says nothing in any language");
        return Err(fault.help("add a section [en], [de] or [pl]"));
    }
    evidence(file, source)?;
    let sections = Language::ALL.into_iter().filter_map(|language| file.section(language));
    let check = file.check.as_ref().map(|check| *check.get_ref());
    for said in sections.flat_map(|section| std::iter::once(&section.message).chain(section.messages.values())) {
        message(said, check, source)?;
    }
    phrases(file, source)
}

/// Whether the engine knows all that stands in braces in what a rule with this `check` says.
pub fn message(said: &Spanned<String>, check: Option<Check>, source: &TomlFile) -> Result<(), Fault> {
    let known = if check.is_some() { &NAMES[..] } else { &NAMES[..1] };
    let text = said.get_ref().as_str();
    for (at, _) in text.match_indices('{') {
        let Some((name, _)) = text[at + 1..].split_once('}') else { continue };
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        // In double braces it is a placeholder of a template.
        if is_name && !text[..at].ends_with('{') && !known.contains(&name) {
            let [start, end] = [at, at + name.len() + 2].map(|at| source.inside(&said.span(), at));
            let meant = suggest::did_you_mean(name, known.iter().copied());
            let fault = Fault::at(source, start..end, format!("nothing takes the place of {{{name}}}"));
            return Err(fault.help(meant.unwrap_or_else(|| "write {match} where the words found belong".to_owned())));
        }
    }
    Ok(())
}

fn kind(file: &RuleFile, source: &TomlFile) -> Result<(), Fault> {
    let kind = *file.kind.get_ref();
    match &file.check {
        Some(check) if check.get_ref().kind() != kind => {
            let message = format!("the check “{}” is none of the kind “{}”", check.get_ref().name(), kind.name());
            let help = format!("it goes with kind = \"{}\"", check.get_ref().kind().name());
            Err(Fault::at(source, check.span(), message).help(help))
        }
        None if !matches!(kind, Kind::Forbid | Kind::Require) => {
            let checks: Vec<&str> = Check::names().filter(|(_, of)| *of == kind).map(|(name, _)| name).collect();
            let message = format!("a rule of the kind “{}” needs a check", kind.name());
            Err(Fault::at(source, file.kind.span(), message).help(format!("add “check = …”: {}", list(&checks, "or"))))
        }
        _ => Ok(()),
    }
}

fn bounds(file: &RuleFile, source: &TomlFile) -> Result<(), Fault> {
    let is_bounded = *file.kind.get_ref() == Kind::Limit;
    let sections = Language::ALL.into_iter().filter_map(|language| file.section(language));
    let in_sections = sections.flat_map(|section| [&section.limit, &section.lix]).flatten();
    match file.limit.iter().chain(in_sections).next() {
        Some(bound) if !is_bounded => Err(Fault::at(source, bound.span(), "this rule has no limit")
            .help("leave it out: only rules with kind = \"limit\" have one")),
        _ => Ok(()),
    }
}

fn evidence(file: &RuleFile, source: &TomlFile) -> Result<(), Fault> {
    let sections = || Language::ALL.into_iter().filter_map(|language| file.section(language));
    let unclaimed = sections().find_map(|section| section.unclaimed.first()).map(|phrase| phrase.span());
    let names = |names: &[Spanned<String>]| names.first().map(|name| name.span());
    let other = unclaimed.clone().or_else(|| names(&file.implied_by)).or_else(|| names(&file.beside));
    if let Some(place) = other.filter(|_| *file.kind.get_ref() != Kind::Require) {
        let fault = Fault::at(
            source,
            place,
            format!("a rule of the kind “{}” asks for no evidence", file.kind.get_ref().name()),
        );
        return Err(fault.help("leave it out: only rules with kind = \"require\" do"));
    }
    match names(&file.beside) {
        Some(place) if unclaimed.is_none() => Err(Fault::at(source, place, "nothing is looked for beside this rule")
            .help("write what: unclaimed = [\"we\"], in the section of a language")),
        _ => Ok(()),
    }
}

fn phrases(file: &RuleFile, source: &TomlFile) -> Result<(), Fault> {
    let check = file.check.as_ref().map(|check| *check.get_ref());
    let counts =
        matches!(check, None | Some(Check::Limit(LimitCheck::Times) | Check::Date(DateCheck::DeadlinesBeforeEnd)));
    if !counts {
        return Ok(());
    }
    let (key, idle) = match file.kind.get_ref() {
        Kind::Require => ("evidence", "without a phrase this rule has no evidence"),
        _ => ("find", "without a phrase this rule marks nothing"),
    };
    for language in Language::ALL {
        let (Some(section), Some(heading)) = (file.section(language), file.section_place(language)) else { continue };
        let place = match &section.find {
            Some(find) if find.get_ref().is_empty() => find.span(),
            None => heading,
            Some(_) => continue,
        };
        return Err(Fault::at(source, place, idle).help(format!("write one: {key} = [\"give notice\"]")));
    }
    Ok(())
}
