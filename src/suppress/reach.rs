//! What the comments of a letter hide. In: its directives and its findings. Out: [`Reach`]: which findings are hidden, and
//! which of the rules that a directive names hid something.
//!
//! A letter may hold ten thousand comments and as many findings: no finding looks at every comment, nor the other way.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::comment::{Command, Directive};
use crate::document::Document;
use crate::finding::Finding;
use crate::pack::Rules;

/// The directives of a letter at work.
pub struct Reach<'r> {
    /// By rule: where its findings are hidden.
    hiding: BTreeMap<&'r str, Cover>,
    /// Every rule that a directive names, from the last to the first.
    named: Vec<Named<'r>>,
    /// Numbers of the directives, and of the names in them, that hid something.
    used: BTreeSet<(usize, usize)>,
}

/// A rule that a directive names, and where its findings are hidden.
struct Named<'r> {
    /// `tone/no-blame`, however the directive calls it; a name that is none as it is written.
    rule: &'r str,
    place: Range<usize>,
    number: (usize, usize),
    /// The comment.
    comment: Range<usize>,
}

impl<'r> Reach<'r> {
    /// Lets `directives`, which come in the order of the letter and name some of `rules`, speak of its `findings`.
    pub fn new(
        text: &'r str,
        document: &Document,
        directives: &[Directive],
        findings: &[Finding],
        rules: &'r Rules,
    ) -> Reach<'r> {
        if directives.is_empty() {
            return Reach { hiding: BTreeMap::new(), named: Vec::new(), used: BTreeSet::new() };
        }
        let named = named(text, document, directives, rules);
        let hiding = covers(named.iter().map(|one| (one.rule, one.place.clone())));
        let found = Found::new(findings);
        let used = named.iter().filter(|one| found.has_in(one.rule, &one.place)).map(|one| one.number).collect();
        Reach { hiding, named, used }
    }

    /// Whether a directive hides `finding`.
    pub fn hides(&self, finding: &Finding) -> bool {
        self.hiding.get(&*finding.rule).is_some_and(|cover| match finding.span.is_empty() {
            true => cover.reaches(&finding.span),
            false => cover.overlaps(&finding.span),
        })
    }

    /// The first comment that hides `finding`; looks at every comment.
    pub fn comment_of(&self, finding: &Finding) -> Option<Range<usize>> {
        let one = Found::new(std::slice::from_ref(finding));
        self.named.iter().rev().find(|named| one.has_in(named.rule, &named.place)).map(|named| named.comment.clone())
    }

    /// Whether the name with this number in the directive with this number hid something.
    pub fn used(&self, directive: usize, name: usize) -> bool {
        self.used.contains(&(directive, name))
    }
}

/// `tone/no-blame` for a rule that is called so or `no-blame`; a name that is none as it is.
pub fn id_of<'r>(name: &'r str, rules: &'r Rules) -> &'r str {
    rules.find(name).map_or(name, |rule| rule.id())
}

/// Every rule that directives name, with the bytes in which they hide its findings. From the last to the first, so that
/// it is known where those end that reach as far as another one.
fn named<'r>(text: &'r str, document: &Document, directives: &[Directive], rules: &'r Rules) -> Vec<Named<'r>> {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let blocks: Vec<_> =
        document.blocks.iter().map(|block| block.text.source_range(0..block.text.as_str().len())).collect();
    let mut named = Vec::new();
    let (mut end_of_all, mut ends) = (text.len(), BTreeMap::new());
    for (number, directive) in directives.iter().enumerate().rev() {
        let ids = directive.rules.iter().map(|range| id_of(&text[range.clone()], rules));
        let at = &directive.range;
        match directive.command {
            Some(Command::Until) if directive.rules.is_empty() => end_of_all = at.start,
            Some(Command::Until) => ends.extend(ids.clone().map(|rule| (rule, at.start))),
            _ => {}
        }
        for (name, rule) in ids.enumerate().filter(|_| directive.has_reason) {
            let place = match directive.command {
                None | Some(Command::Until) => continue,
                Some(Command::File) => 0..text.len(),
                Some(Command::Line) => line_around(at, &breaks, text.len()),
                Some(Command::NextBlock) => match blocks.get(blocks.partition_point(|block| block.start < at.end)) {
                    Some(block) => block.clone(),
                    None => continue,
                },
                Some(Command::From) => at.end..ends.get(rule).map_or(end_of_all, |end| end_of_all.min(*end)),
            };
            named.push(Named { rule, place, number: (number, name), comment: at.clone() });
        }
    }
    named
}

/// The lines on which `range` lies, where lines end at `breaks`.
fn line_around(range: &Range<usize>, breaks: &[usize], len: usize) -> Range<usize> {
    let before = breaks.partition_point(|at| *at < range.start);
    let behind = breaks.partition_point(|at| *at < range.end);
    let start = before.checked_sub(1).map_or(0, |last| breaks[last] + 1);
    start..breaks.get(behind).copied().unwrap_or(len)
}

/// Findings by their rules: those that mark words, and those that something is missing.
struct Found<'f> {
    marks: BTreeMap<&'f str, Cover>,
    gaps: BTreeMap<&'f str, Cover>,
}

impl<'f> Found<'f> {
    fn new(findings: &'f [Finding]) -> Found<'f> {
        let spans = |empty: bool| {
            let own = findings.iter().filter(move |finding| finding.span.is_empty() == empty);
            own.map(|finding| (&*finding.rule, finding.span.clone()))
        };
        Found { marks: covers(spans(false)), gaps: covers(spans(true)) }
    }

    fn has_in(&self, rule: &str, place: &Range<usize>) -> bool {
        self.marks.get(rule).is_some_and(|cover| cover.overlaps(place))
            || self.gaps.get(rule).is_some_and(|cover| cover.reaches(place))
    }
}

/// Ranges by their starts, each with the farthest end that it and those before it have.
struct Cover(Vec<(usize, usize)>);

/// The ranges of each name.
fn covers<'n>(ranges: impl Iterator<Item = (&'n str, Range<usize>)>) -> BTreeMap<&'n str, Cover> {
    let mut places: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    ranges.for_each(|(name, range)| places.entry(name).or_default().push(range));
    places.into_iter().map(|(name, ranges)| (name, Cover::new(ranges))).collect()
}

impl Cover {
    fn new(mut ranges: Vec<Range<usize>>) -> Cover {
        ranges.sort_by_key(|range| range.start);
        let farthest = |end: &mut usize, range: Range<usize>| {
            *end = range.end.max(*end);
            Some((range.start, *end))
        };
        Cover(ranges.into_iter().scan(0, farthest).collect())
    }

    /// Whether one of them shares a byte with `other`, or encloses it.
    fn overlaps(&self, other: &Range<usize>) -> bool {
        let before = self.0.partition_point(|(start, _)| *start < other.end);
        self.0[..before].last().is_some_and(|(_, end)| *end > other.start)
    }

    /// Whether one of them at least borders on `other`: what is missing stands between two bytes.
    fn reaches(&self, other: &Range<usize>) -> bool {
        let before = self.0.partition_point(|(start, _)| *start <= other.end);
        self.0[..before].last().is_some_and(|(_, end)| *end >= other.start)
    }
}
