//! The sendemail-validate hook, with `git send-email` as it is and a script in the place of sendmail.

mod program;

use std::fs;

use program::Run;
use program::git::{Repository, is_installed};

const GOOD: &str = "Our work together ends on 31 May 2026. Thank you for five years of trust. \
                    I will hand over all files by 20 May.";
const BLAME: &str = "You failed to pay on time.";

fn mail(headers: &str, text: &str) -> String {
    format!(
        "From: Ann Lee <ann@example.org>\n{headers}Subject: The end of our work\n\nDear Ms Hale,\n\n{text}\n\nKind regards\nAnn Lee\n"
    )
}

/// A repository with the hook, and a sendmail that keeps what it is given.
fn repository(name: &str) -> Option<Repository> {
    if !is_installed("git", &["send-email", "--dump-aliases"]) {
        return None;
    }
    let repository = Repository::new(name);
    repository.write_hook("sendmail", "#!/bin/sh\ncat >> ../sent\n");
    repository.does(&["hook", "install", "--kind", "sendemail-validate"]);
    Some(repository)
}

fn send(repository: &Repository, what: &[&str]) -> (Run, String) {
    let sent = repository.folder.0.join("../sent");
    let _ = fs::remove_file(&sent);
    let sendmail = fs::canonicalize(repository.folder.0.join(".git/hooks/sendmail")).unwrap();
    let sendmail = format!("--sendmail-cmd={}", sendmail.display());
    let fixed =
        ["send-email", "--quiet", "--confirm=never", "--to=hale@example.org", "--from=ann@example.org", &sendmail];
    let run = repository.run("git", fixed.iter().chain(what));
    (run, fs::read_to_string(&sent).unwrap_or_default())
}

#[test]
fn a_letter_is_sent_when_it_is_good() {
    let Some(repository) = repository("mail") else { return };
    repository
        .folder
        .write("good.eml", mail("", GOOD))
        .write("bad.eml", mail("X-Mailer: x\n", &format!("{GOOD} {BLAME}")));
    let (run, sent) = send(&repository, &["good.eml"]);
    assert!(run.exit == 0 && sent.contains("Our work together ends"), "{}{}", run.out, run.err);
    let (run, sent) = send(&repository, &["bad.eml"]);
    let said = run.out + &run.err;
    assert!(run.exit != 0 && sent.is_empty(), "{said}");
    assert!(said.contains("bad.eml:7:") && said.contains("no-blame"), "{said}");
    assert!(said.contains("git send-email --no-validate"), "{said}");
    let (run, sent) = send(&repository, &["--no-validate", "bad.eml"]);
    assert!(run.exit == 0 && sent.contains(BLAME), "{}", run.err);
}

#[test]
fn patches_pass_and_it_is_said() {
    let Some(repository) = repository("patch") else { return };
    repository.folder.write("a.md", "x\n");
    repository.commit_unchecked();
    repository.folder.write("a.md", format!("Dear Ms Hale,\n\n{BLAME}\n"));
    repository.commit_unchecked();
    let (run, sent) = send(&repository, &["-1"]);
    let said = run.out + &run.err;
    assert!(run.exit == 0 && sent.contains(BLAME), "{said}");
    assert!(said.contains("is a patch and no letter, so it is not checked"), "{said}");
}

#[test]
fn encoded_letters_and_three_languages_are_read() {
    let repository = Repository::new("encoded");
    let run = |name: &str, mail: &str| {
        repository.folder.write(name, mail);
        let run = repository.letterlint(&["hook", "run", "sendemail-validate", "--", name]);
        (run.exit, run.out + &run.err)
    };
    let quoted = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n";
    let (exit, said) = run("quoted.eml", &mail(quoted, &format!("{GOOD} You fa=\niled to pay on time.")));
    assert!(exit == 1 && said.contains("“You failed to” puts the fault on the client"), "{said}");
    let german = "Subject: Ende unserer Zusammenarbeit\n\nSehr geehrte Frau Hale,\n\nunsere Zusammenarbeit endet am \
                  31. Mai 2026. Vielen Dank für fünf Jahre Vertrauen. Sie haben es versäumt, pünktlich zu zahlen.\n\n\
                  Mit freundlichen Grüßen\nAnn Lee\n";
    let (exit, said) = run("de.eml", german);
    assert!(exit == 1 && said.contains("no-blame") && said.contains("de.eml:5:"), "{said}");
    let polish = "Subject: Koniec współpracy\n\nSzanowna Pani,\n\nnasza współpraca kończy się 31 maja 2026 r. Dziękuję za \
                  pięć lat zaufania. Nie zapłaciła Pani na czas.\n\nZ poważaniem\nAnn Lee\n";
    let (exit, said) = run("pl.eml", polish);
    assert!(exit == 1 && said.contains("no-blame") && said.contains("pl.eml:5:"), "{said}");
    let (exit, said) = run("html.eml", "Subject: x\nContent-Type: text/html\n\n<p>You failed</p>\n");
    assert!(exit == 2 && said.contains("no part that is plain text"), "{said}");
    let (exit, said) = run("latin.eml", "Subject: x\n\nx\n");
    assert!(exit == 2 && said.contains("can't tell the language"), "{said}");
    assert_eq!(repository.letterlint(&["hook", "run", "sendemail-validate", "--", "missing.eml"]).exit, 2);
    assert_eq!(repository.letterlint(&["hook", "run", "sendemail-validate"]).exit, 2);
}
