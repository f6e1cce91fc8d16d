//! A mail on its way out. In: the file that `git send-email` is about to send. Out: the letter in it, or that it is a
//! patch. The only place that knows mailparse.

use mailparse::{MailHeaderMap, ParsedMail};
use thiserror::Error;

/// What a mail is.
#[derive(Debug, PartialEq, Eq)]
pub enum Mail {
    /// A patch or the cover letter of a series, which is no letter to a client.
    Patch,
    /// A letter: its subject, date and text. Where the mail is written as it is sent, the lines are those of the file.
    Letter(Vec<u8>),
}

/// Why the letter in a mail can't be read.
#[derive(Debug, Error)]
pub enum MailError {
    /// Broken headers or encoding.
    #[error("the mail can't be read: {0}")]
    Broken(#[from] mailparse::MailParseError),
    /// Nothing in it is plain text.
    #[error("the mail has no part that is plain text")]
    NoText,
}

/// Reads a mail as `git send-email` takes it: with headers, with an mbox line above them, or, in its older form, with
/// a recipient and a subject as its first two lines.
///
/// # Errors
/// A mail that can't be decoded, or that has no text.
pub fn read(bytes: &[u8]) -> Result<Mail, MailError> {
    if is_patch(bytes) {
        return Ok(Mail::Patch);
    }
    if !has_headers(bytes) {
        return Ok(Mail::Letter(bytes.to_vec()));
    }
    let start = if bytes.starts_with(b"From ") { line_end(bytes) } else { 0 };
    let mail = mailparse::parse_mail(&bytes[start..])?;
    if is_as_sent(&mail) {
        return Ok(Mail::Letter(without_other_headers(bytes, &mail)));
    }
    let text = mail.parts().find(|part| part.subparts.is_empty() && part.ctype.mimetype == "text/plain");
    let body = text.ok_or(MailError::NoText)?.get_body()?;
    let header = |name: &str| {
        let value = mail.headers.get_first_value(name);
        value.map(|value| format!("{name}: {}\n", value.replace(['\r', '\n'], " "))).unwrap_or_default()
    };
    Ok(Mail::Letter(format!("{}{}\n{body}", header("Date"), header("Subject")).into_bytes()))
}

/// Whether `git format-patch` made it, or a difference between files stands in it.
fn is_patch(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let made = first.strip_prefix(b"From ").and_then(|rest| {
        let object = rest.iter().position(|byte| *byte == b' ')?;
        Some(matches!(object, 40 | 64) && rest[..object].iter().all(u8::is_ascii_hexdigit))
    });
    made == Some(true)
        || lines.clone().any(|line| line.starts_with(b"diff --git a/"))
        || lines.clone().zip(lines.skip(1)).any(|(one, next)| one.starts_with(b"--- ") && next.starts_with(b"+++ "))
}

/// Whether the first line is a header or an mbox line.
fn has_headers(bytes: &[u8]) -> bool {
    let name = bytes.iter().position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'-')).unwrap_or(0);
    bytes.starts_with(b"From ") || (name > 0 && bytes[name] == b':')
}

/// Whether the body stands in the file as the reader will see it.
fn is_as_sent(mail: &ParsedMail) -> bool {
    let encoding = mail.headers.get_first_value("Content-Transfer-Encoding").unwrap_or_default().to_lowercase();
    let utf8 = ["utf-8", "us-ascii"].contains(&mail.ctype.charset.to_lowercase().as_str());
    mail.subparts.is_empty()
        && mail.ctype.mimetype == "text/plain"
        && matches!(encoding.trim(), "" | "7bit" | "8bit" | "binary")
        // A charset that is not named is taken for ASCII; git sends what is there.
        && utf8
}

/// The same lines, those of headers other than date and subject empty: `Message-Id: …` is no wording. A subject that is
/// encoded stands decoded on its first line.
fn without_other_headers(bytes: &[u8], mail: &ParsedMail) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut in_headers = true;
    let mut keeps = false;
    let encoded = mail.headers.get_first_header("Subject").filter(|subject| {
        let raw = subject.get_value_raw();
        raw.windows(2).any(|two| two == b"=?")
    });
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let content = line.trim_ascii_end();
        in_headers &= !content.is_empty();
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let name = content.split(|byte| *byte == b':').next().unwrap_or_default().to_ascii_lowercase();
            keeps = matches!(name.as_slice(), b"date" | b"subject");
            if let Some(subject) = encoded.filter(|_| in_headers && name == b"subject") {
                kept.extend_from_slice(format!("Subject: {}", subject.get_value()).as_bytes());
                keeps = false;
            }
        }
        kept.extend_from_slice(if in_headers && !keeps { &line[content.len()..] } else { line });
    }
    kept
}

fn line_end(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(mail: &str) -> String {
        match read(mail.as_bytes()).unwrap() {
            Mail::Letter(text) => String::from_utf8(text).unwrap(),
            Mail::Patch => panic!("taken for a patch: {mail}"),
        }
    }

    #[test]
    fn patches_are_no_letters() {
        let object = "1234567890".repeat(4);
        for patch in [
            format!("From {object} Mon Sep 17 00:00:00 2001\nSubject: [PATCH 0/2] Cover\n\nDear all,\n"),
            "Subject: x\n\ntext\n---\ndiff --git a/x b/x\n".to_owned(),
            "Subject: x\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n".to_owned(),
        ] {
            assert_eq!(read(patch.as_bytes()).unwrap(), Mail::Patch, "{patch}");
        }
    }

    #[test]
    fn lines_stay_where_they_are() {
        let mail = "From me Mon Sep 17 00:00:00 2001\nFrom: Ann <a@x>\nSubject: The end\n of it\nX-Mailer: x\n y\n\nDear\nFrom: b\n";
        assert_eq!(letter(mail), "\n\nSubject: The end\n of it\n\n\n\nDear\nFrom: b\n");
        assert_eq!(letter("To: x\r\n\r\nDear\r\n"), "\r\n\r\nDear\r\n");
        assert_eq!(letter("x@y.example\nThe end\n\nDear\n"), "x@y.example\nThe end\n\nDear\n");
        assert_eq!(letter("Subject: ü\n\nĄ\n"), "Subject: ü\n\nĄ\n");
    }

    #[test]
    fn a_subject_is_decoded_also_where_the_body_is_as_it_is_sent() {
        let mail = "X-A: b\nSubject: =?UTF-8?q?Das_Ende?=\n =?UTF-8?q?_f=C3=BCr_uns?=\nTo: x\n\nDear\nSubject: =?UTF-8?q?x?=\n";
        assert_eq!(letter(mail), "\nSubject: Das Ende für uns\n\n\n\nDear\nSubject: =?UTF-8?q?x?=\n");
    }

    #[test]
    fn encoded_mails_are_decoded() {
        let quoted = "Subject: =?utf-8?q?Das_Ende_f=C3=BCr_uns?=\nContent-Type: text/plain; charset=iso-8859-1\n\
                      Content-Transfer-Encoding: quoted-printable\n\nSch=F6n=\n er Tag\n";
        assert_eq!(letter(quoted).trim_end(), "Subject: Das Ende für uns\n\nSchön er Tag");
        let base64 = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nxIU=\n";
        assert_eq!(letter(base64), "\ną");
        let parts = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>no</p>\n\
                     --b\nContent-Type: text/plain\n\nyes\n--b--\n";
        assert_eq!(letter(parts).trim(), "yes");
    }

    #[test]
    fn a_mail_without_text_is_no_success() {
        let html = b"Subject: x\nContent-Type: text/html\n\n<p>You failed</p>\n";
        assert!(matches!(read(html), Err(MailError::NoText)));
    }
}
