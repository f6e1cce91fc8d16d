//! Paths as programs read them. In: a path as it was named, the folder in which letterlint ran. Out: the path from that
//! folder with `/`, and the same as a URI.

use super::Report;

/// `path` from the folder of the run, with `/` and without `./`; one outside of it stays as it is.
pub fn relative(report: &Report, path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let inside = path.strip_prefix(report.folder.as_str()).and_then(|rest| rest.strip_prefix('/'));
    let mut path = inside.filter(|_| !report.folder.is_empty()).unwrap_or(&path);
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path.to_owned()
}

/// The URI of `path`, which is one that [`relative`] returned: relative to the folder of the run where the path is.
pub fn uri(path: &str) -> String {
    let encoded = percent(path);
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

/// Percent-encodes all but what may stand anywhere in a path; a colon, too, which would end the name of a scheme.
fn percent(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(encoded: &str) -> Option<String> {
        let mut bytes = encoded.bytes();
        let mut decoded = Vec::new();
        while let Some(byte) = bytes.next() {
            decoded.push(match byte {
                b'%' => {
                    let digits = [bytes.next()?, bytes.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                byte => byte,
            });
        }
        String::from_utf8(decoded).ok()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn percent_encoding_can_be_undone(path in "(?s).{0,12}") {
            let encoded = percent(&path);
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)));
            prop_assert_eq!(decode(&encoded), Some(path));
        }
    }

    #[test]
    fn paths_are_told_from_the_folder_of_the_run() {
        let report = Report { folder: "/home/ann".to_owned(), ..Report::default() };
        let uri = |path: &str| uri(&relative(&report, path));
        assert_eq!(uri("./letters/Zoë & Co: end.md"), "letters/Zo%C3%AB%20%26%20Co%3A%20end.md");
        assert_eq!(uri("/home/ann/a.md"), "a.md");
        assert_eq!(uri("/home/anna/a.md"), "file:///home/anna/a.md");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
