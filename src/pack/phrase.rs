//! The phrase language. In: a phrase as `docs/writing-rules.md` describes it. Out: [`Phrase`], or the place
//! in it that can't be read.

use super::pattern;
use crate::language::Class;
use crate::language::Language;
use crate::language::words::{Case, split};

/// A phrase, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its parts; the first one's joint means nothing.
    pub parts: Vec<(Joint, Vec<Node>)>,
}

/// How a part of a phrase is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// `&`: both in one clause.
    Clause,
    /// `&&`: both in one sentence.
    Sentence,
}

/// Which end of a word is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open {
    /// `word`
    Nowhere,
    /// `word*`
    End,
    /// `*word`
    Start,
}

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// A word, folded.
    Word {
        /// As it is compared.
        folded: String,
        /// How it must be written at least.
        case: Case,
        /// Open at one end.
        open: Open,
    },
    /// `@name`
    List(String),
    /// `<date>`
    Class(Class),
    /// `..3`, `..` or `...`
    Gap {
        /// Most words in between.
        most: u8,
        /// Whether it may leave the clause.
        across: bool,
    },
    /// `/…/`: a regular expression.
    Pattern(String),
    /// `,`
    Border,
    /// `^`
    Start,
    /// `$`
    End,
    /// `{a|b}`
    OneOf(Vec<Vec<Node>>),
    /// `(a|b)`
    Maybe(Vec<Vec<Node>>),
}

/// What can't be read in a phrase, and where: bytes of the phrase from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseError {
    /// Byte in the phrase.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

/// A gap without a number spans at most so many words.
const WIDEST: u8 = 40;

/// Brackets in brackets are read one inside the other, and run so.
const DEEPEST: usize = 12;

/// Reads a phrase of `language`.
pub fn parse(text: &str, language: Language) -> Result<Phrase, PhraseError> {
    let mut reader = Reader { text, at: 0, language, depth: 0 };
    let mut parts = Vec::new();
    let mut joint = Joint::Clause;
    loop {
        let from = reader.at;
        let nodes = reader.sequence(&['&'])?;
        if nodes.is_empty() {
            return Err(PhraseError { at: from.min(text.len()), message: "a phrase is missing here".into() });
        }
        if nodes
            .iter()
            .all(|node| matches!(node, Node::Gap { .. } | Node::Maybe(_) | Node::Border | Node::Start | Node::End))
        {
            return Err(PhraseError {
                at: from,
                message: "a phrase needs at least one word that must be there".into(),
            });
        }
        parts.push((joint, nodes));
        if reader.at >= text.len() {
            return Ok(Phrase { parts });
        }
        reader.at += 1;
        joint = if reader.eat("&") { Joint::Sentence } else { Joint::Clause };
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    language: Language,
    /// How many brackets are open.
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn eat(&mut self, mark: &str) -> bool {
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    fn fail<T>(&self, at: usize, message: impl Into<String>) -> Result<T, PhraseError> {
        Err(PhraseError { at, message: message.into() })
    }

    /// Nodes up to one of `stops` or the end; the stop is not eaten.
    fn sequence(&mut self, stops: &[char]) -> Result<Vec<Node>, PhraseError> {
        let mut nodes = Vec::new();
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            let at = self.at;
            match self.rest().chars().next() {
                None => return Ok(nodes),
                Some(c) if stops.contains(&c) => return Ok(nodes),
                Some('{') => nodes.push(Node::OneOf(self.group('}')?)),
                Some('(') => nodes.push(Node::Maybe(self.group(')')?)),
                Some(c @ ('}' | ')' | '|')) => return self.fail(at, format!("“{c}” without its opening bracket")),
                Some('&') => return self.fail(at, "“&” joins whole phrases and can't stand inside brackets"),
                Some('@') => nodes.push(Node::List(self.name(1, "a list, such as @delay")?)),
                Some('<') => nodes.push(self.class()?),
                Some('^') => self.single(&mut nodes, Node::Start),
                Some('$') => self.single(&mut nodes, Node::End),
                Some(',') => self.single(&mut nodes, Node::Border),
                Some('.') => nodes.push(self.gap()?),
                Some('/') => nodes.push(self.pattern()?),
                Some(_) => self.word(&mut nodes)?,
            }
        }
    }

    fn single(&mut self, nodes: &mut Vec<Node>, node: Node) {
        self.at += 1;
        nodes.push(node);
    }

    fn group(&mut self, close: char) -> Result<Vec<Vec<Node>>, PhraseError> {
        let open = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fail(open, format!("brackets stand at most {DEEPEST} deep in each other"));
        }
        let mut branches = Vec::new();
        loop {
            let nodes = self.sequence(&['|', close])?;
            if nodes.is_empty() {
                return self.fail(self.at.min(self.text.len()), "nothing stands between these marks");
            }
            branches.push(nodes);
            if self.eat("|") {
                continue;
            }
            let mut buffer = [0; 4];
            if self.eat(close.encode_utf8(&mut buffer)) {
                self.depth -= 1;
                return Ok(branches);
            }
            return self.fail(open, format!("this bracket is not closed with “{close}”"));
        }
    }

    fn name(&mut self, skip: usize, what: &str) -> Result<String, PhraseError> {
        let at = self.at;
        self.at += skip;
        let len = self.rest().find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(self.rest().len());
        if len == 0 {
            return self.fail(at, format!("a name is missing: {what}"));
        }
        let name = self.rest()[..len].to_owned();
        self.at += len;
        Ok(name)
    }

    fn class(&mut self) -> Result<Node, PhraseError> {
        let at = self.at;
        let name = self.name(1, "a class, such as <date>")?;
        if !self.eat(">") {
            return self.fail(at, "“<” is not closed with “>”");
        }
        match Class::ALL.iter().find(|(known, _)| *known == name) {
            Some((_, class)) => Ok(Node::Class(*class)),
            None => {
                let meant = crate::suggest::did_you_mean(&name, Class::ALL.iter().map(|(known, _)| *known));
                self.fail(at, format!("nobody knows <{name}>{}", meant.map(|m| format!("; {m}")).unwrap_or_default()))
            }
        }
    }

    fn gap(&mut self) -> Result<Node, PhraseError> {
        let at = self.at;
        if self.eat("...") {
            return Ok(Node::Gap { most: WIDEST, across: true });
        }
        if !self.eat("..") {
            return self.fail(at, "a single full stop: write “..3” for at most three words in between");
        }
        let len = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let digits = &self.rest()[..len];
        let most = if digits.is_empty() { Some(WIDEST) } else { digits.parse().ok().filter(|most| *most <= WIDEST) };
        let Some(most) = most else {
            return self.fail(at, format!("at most {WIDEST} words may stand in between"));
        };
        self.at += len;
        Ok(Node::Gap { most, across: false })
    }

    fn pattern(&mut self) -> Result<Node, PhraseError> {
        let open = self.at;
        self.at += 1;
        let mut escaped = false;
        let end = self.rest().find(|c| {
            let ends = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let Some(end) = end else { return self.fail(open, "this “/” is not closed with “/”") };
        let expression = self.rest()[..end].to_owned();
        pattern::check(&expression).map_err(|(at, message)| PhraseError { at: self.at + at, message })?;
        self.at += end + 1;
        Ok(Node::Pattern(expression))
    }

    fn word(&mut self, nodes: &mut Vec<Node>) -> Result<(), PhraseError> {
        let at = self.at;
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '(' | ')' | '|' | '&' | '@' | '<' | ',' | '^' | '$');
        let len = self.rest().find(ends).unwrap_or(self.rest().len());
        let written = self.rest()[..len].replace('’', "'");
        self.at += len;
        let (open_start, open_end) = (written.starts_with('*'), written.ends_with('*') && written.len() > 1);
        let words = split(written.trim_matches('*'), self.language);
        let wrong = (open_start && open_end) || written.trim_matches('*').contains('*');
        if wrong {
            return self.fail(at, "a word is open at one end only: “fail*” or “*vertrag”");
        }
        if written == "'s" {
            nodes.push(Node::Word { folded: written, case: Case::Small, open: Open::Nowhere });
            return Ok(());
        }
        if words.is_empty() {
            return self.fail(at, format!("“{written}” is no word"));
        }
        let last = words.len() - 1;
        nodes.extend(words.into_iter().enumerate().map(|(index, word)| {
            let open = match index {
                0 if open_start => Open::Start,
                index if index == last && open_end => Open::End,
                _ => Open::Nowhere,
            };
            // "I" is a word of one letter, and hurried people write "i".
            let case = if word.folded.len() > 1 { word.case } else { Case::Small };
            Node::Word { folded: word.folded, case, open }
        }));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> PhraseError {
        parse(text, Language::English).unwrap_err()
    }

    #[test]
    fn a_phrase_is_read_piece_by_piece() {
        let phrase = parse("{Sie|du} *verzug ..2 @late (sehr) <date> && e-mail*", Language::German).unwrap();
        assert_eq!(phrase.parts.len(), 2);
        assert_eq!(phrase.parts[0].1.len(), 6);
        assert_eq!(phrase.parts[1].0, Joint::Sentence);
        assert_eq!(phrase.parts[1].1.len(), 2, "a hyphen divides");
        assert_eq!(phrase.parts[0].1[1], Node::Word { folded: "verzug".into(), case: Case::Small, open: Open::Start });
    }

    #[test]
    fn an_expression_ends_at_the_slash_that_is_not_escaped() {
        let phrase = parse(r"order /\d+\/[a-c|&{}]\\/ ..2 here", Language::English).unwrap();
        let pattern = Node::Pattern(r"\d+\/[a-c|&{}]\\".to_owned());
        assert_eq!((&phrase.parts[0].1[1], phrase.parts[0].1.len()), (&pattern, 4));
    }

    #[test]
    fn contractions_are_taken_apart_as_in_letters() {
        let read = |text| parse(text, Language::English).unwrap();
        assert_eq!(read("we don’t"), read("we do not"));
        assert_eq!(read("client's"), read("client 's"));
    }

    #[test]
    fn faults_have_a_place() {
        assert_eq!(fault("you {fail|").at, 10);
        assert_eq!(fault("you {fail").at, 4);
        assert_eq!(fault("you fail)").at, 8);
        assert_eq!(fault("you . fail").at, 4);
        assert_eq!(fault("on <dat>").message, "nobody knows <dat>; did you mean “date”?");
        assert_eq!(fault("see /a(b/").at, 6);
        assert_eq!(
            fault("/a*/").message,
            "this expression is met by nothing at all, too: ask for at least one character"
        );
        assert_eq!(fault("/(a{1000}){1000}/").message, "this expression is too large");
        assert_eq!(fault("see /a").at, 4);
        let deep = format!("{}a{}", "{a|".repeat(DEEPEST + 1), "}".repeat(DEEPEST + 1));
        assert_eq!((fault(&deep).at, fault(&deep[3..]).at), (DEEPEST * 3, DEEPEST * 4 + 1));
        assert_eq!(fault("*a*").at, 0);
        assert_eq!(fault("a &").message, "a phrase is missing here");
        assert_eq!(fault("..3").message, "a phrase needs at least one word that must be there");
    }
}
