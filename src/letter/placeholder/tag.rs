//! Tags of template languages. In: what stands between the marks of a placeholder. Out: whether it is a condition, a
//! loop or the like, which is no text, and what it does to the branches around it.

/// Words with which conditions, loops and other tags of template languages begin that stand for nothing.
const CONTROLS: &str = "if else elseif elsif elif endif unless endunless end for foreach endfor each endeach range with \
    endwith switch case when default endcase include assign set endset block endblock extends macro endmacro comment \
    endcomment raw endraw capture endcapture import from cycle break continue render";

/// Whether a tag is a condition, a loop or the like: `{% if … %}`, `{{#each}}`, `{{/if}}`, `{{else}}`, `<% end %>`.
pub fn is_control(open: &str, content: &str) -> bool {
    let content = content.trim_start_matches(['-', '~', ' ']);
    if content.starts_with(['#', '/', '^', '!']) {
        return true;
    }
    let mut words = content.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let word = words.next().unwrap_or_default();
    // "End Date" and "Case Number" are written for people.
    let is_written_out = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    if is_written_out && words.next().is_some() {
        return false;
    }
    // "tasks.each do |task|"
    let is_block = content.trim_end().ends_with(" do") || content.trim_end_matches(' ').ends_with('|');
    // A single bracket holds words for people as often as for programs: "[if applicable]".
    is_block && open.len() > 1
        || open.len() > 1 && open != "[[" && CONTROLS.split_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}

/// What a tag does to the branches that it stands in: 1 where it opens one, -1 where it closes one, else 0.
pub fn branch_step(tag: &str) -> i32 {
    let content = tag.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '/' | '^' | '[' | ']'));
    let word: String = content.trim_start_matches(['#', '^']).chars().take_while(|c| c.is_alphanumeric()).collect();
    // "{{#endDate}}" opens one, whatever its name begins with.
    if content.starts_with(['#', '^', '[']) {
        1
    } else if content == "]"
        || content.starts_with('/') && content.len() > 1
        || word.to_ascii_lowercase().starts_with("end")
    {
        -1
    } else if matches!(
        word.to_ascii_lowercase().as_str(),
        "if" | "unless" | "for" | "foreach" | "each" | "range" | "with" | "switch" | "case"
    ) {
        1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::branch_step;

    #[test]
    fn tags_open_and_close_branches() {
        for (tag, step) in [
            ("{{#if vip}}", 1),
            ("{{^vip}}", 1),
            ("{{#endDate}}", 1),
            ("{% for x in y %}", 1),
            ("<% if vip %>", 1),
            ("[Choose one:", 1),
            ("{{else}}", 0),
            ("/", 0),
            ("{{/if}}", -1),
            ("{% endfor %}", -1),
            ("<% end %>", -1),
            ("{{ end }}", -1),
            ("]", -1),
        ] {
            assert_eq!(branch_step(tag), step, "{tag}");
        }
    }
}
