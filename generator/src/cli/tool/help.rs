//! The list of commands in `truespec --help`, by subject.

use clap::Command;

/// The commands by subject; a command that is missing here is listed last.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Generating", &["init", "generate", "inspect", "select", "check", "watch", "playground", "config"]),
    ("Corrections", &["lint", "learn", "record", "apply", "quirks", "import", "vocabulary"]),
    ("Changes", &["diff", "update", "report", "release"]),
    ("Help", &["explain", "schema", "completions", "man", "help"]),
];

/// Returns the command line with its commands listed by subject.
pub fn grouped(command: Command) -> Command {
    let list = list(&command);
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{list}Options:\n{{options}}{{after-help}}"
    ))
}

fn list(command: &Command) -> String {
    let about = |name: &str| match command.find_subcommand(name).and_then(Command::get_about) {
        Some(about) => about.to_string(),
        // clap adds it later.
        None => "Print this message or the help of a command".to_owned(),
    };
    let known = |name: &str| GROUPS.iter().any(|(_, names)| names.contains(&name));
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let others: Vec<&str> = names.iter().copied().filter(|name| !known(name)).collect();
    let width = names.iter().map(|name| name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for (title, names) in GROUPS.iter().copied().chain([("Others", others.as_slice())]) {
        if names.is_empty() {
            continue;
        }
        text += &format!("{title}:\n");
        names.iter().for_each(|name| text += &format!("  {name:<width$}  {}\n", about(name)));
        text.push('\n');
    }
    text
}
