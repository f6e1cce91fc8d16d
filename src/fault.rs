//! What is wrong with a TOML file. In: the file and the place. Out: [`Fault`], which a report turns into a
//! caret below the place.

use std::ops::Range;

use thiserror::Error;

/// A TOML file as it was read: a rule file, a word list, settings.
#[derive(Debug, Clone, Copy)]
pub struct TomlFile<'f> {
    /// Its path, as it is shown.
    pub path: &'f str,
    /// Its text.
    pub text: &'f str,
}

impl TomlFile<'_> {
    /// The line, from 1, of the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

/// A fault in a TOML file, with the place.
#[derive(Debug, Clone, Error)]
#[error("{path}: {message}")]
pub struct Fault {
    /// The file.
    pub path: String,
    /// Its whole text.
    pub text: String,
    /// Bytes of the text that are wrong, if the fault has a place.
    pub span: Option<Range<usize>>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of the whole file.
    pub fn whole(file: &TomlFile, message: impl Into<String>) -> Fault {
        Fault {
            path: file.path.to_owned(),
            text: file.text.to_owned(),
            span: None,
            message: message.into(),
            help: None,
        }
    }

    /// A fault at `span`, in bytes of the text.
    pub fn at(file: &TomlFile, span: Range<usize>, message: impl Into<String>) -> Fault {
        Fault { span: Some(span), ..Fault::whole(file, message) }
    }

    /// A fault that the TOML reader found; for an unknown key it says which one may have been meant.
    pub fn toml(file: &TomlFile, error: &toml::de::Error) -> Fault {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let help = crate::suggest::from_message(&message);
        Fault { span: error.span(), help, ..Fault::whole(file, message) }
    }

    /// The same with advice.
    pub fn help(self, help: impl Into<String>) -> Fault {
        Fault { help: Some(help.into()), ..self }
    }
}
