//! `truespec schema`: prints the JSON Schema of what a command prints as JSON.

use std::process::ExitCode;

use truespec::reference::outputs::OUTPUTS;

/// The arguments of `schema`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec schema                                  the names of the schemas, and the commands whose output they describe
  truespec schema inspect > inspect.schema.json    one schema
`truespec config --schema` prints the schema of truespec.toml.")]
pub struct Arguments {
    /// Name of the schema [default: lists them].
    name: Option<String>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let Some(name) = &arguments.name else {
        let width = OUTPUTS.iter().map(|one| one.name.len()).max().unwrap_or_default();
        OUTPUTS.iter().for_each(|one| outln!("{:<width$}  {}", one.name, one.of));
        return ExitCode::SUCCESS;
    };
    match OUTPUTS.iter().find(|one| one.name == name) {
        Some(one) => {
            out!("{}", one.schema);
            ExitCode::SUCCESS
        }
        None => {
            let names: Vec<&str> = OUTPUTS.iter().map(|one| one.name).collect();
            errln!("unknown schema {name}; there are {}", names.join(", "));
            ExitCode::from(2)
        }
    }
}
