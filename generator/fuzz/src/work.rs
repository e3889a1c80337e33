//! A worker: cases one after the other, a line on standard output before and after each.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use truespec_fuzz::check::Finding;
use truespec_fuzz::random::Random;
use truespec_fuzz::seeds::{self, Seed};
use truespec_fuzz::target::{Input, Target};

/// What a worker is told.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(long)]
    seed: u64,
    #[arg(long)]
    target: Target,
    /// The first case.
    #[arg(long)]
    first: u64,
    /// The distance to the next one.
    #[arg(long)]
    step: u64,
}

/// More CPU time than this is a finding.
const SLOW: Duration = Duration::from_secs(2);

/// How a case ended.
struct Tried {
    outcome: Result<bool, Finding>,
    took: Duration,
}

/// Tries cases until standard output is closed.
pub fn run(arguments: &Arguments) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let seeds = seeds::all();
    let mut out = std::io::stdout().lock();
    let mut case = arguments.first;
    loop {
        if writeln!(out, "begin {case}").and_then(|()| out.flush()).is_err() {
            return ExitCode::SUCCESS;
        }
        let tried = tried(&input(arguments.seed, arguments.target, case, &seeds), arguments.target);
        let word = match &tried.outcome {
            Ok(true) => "accepted".to_owned(),
            Ok(false) => "refused".to_owned(),
            Err(finding) => format!("found {finding:?}"),
        };
        if writeln!(out, "end {case} {} {word}", tried.took.as_millis()).and_then(|()| out.flush()).is_err() {
            return ExitCode::SUCCESS;
        }
        case += arguments.step;
    }
}

/// Tries one case for a person.
pub fn one(seed: u64, target: Target, case: u64) -> ExitCode {
    let input = input(seed, target, case, &seeds::all());
    println!("== document\n{}\n== beside it\n{}", input.document, input.beside);
    let tried = tried(&input, target);
    println!("== {:?} in {} ms", tried.outcome, tried.took.as_millis());
    ExitCode::from(u8::from(tried.outcome.is_err()))
}

fn input(seed: u64, target: Target, case: u64, seeds: &[Seed]) -> Input {
    Input::new(target, seeds, &mut Random::new(seed ^ ((target as u64) << 56), case))
}

fn tried(input: &Input, target: Target) -> Tried {
    let started = cpu();
    let outcome = catch_unwind(AssertUnwindSafe(|| target.try_on(input)));
    let took = cpu().saturating_sub(started);
    let outcome = match outcome {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("panicked: {}", text.unwrap_or("without words")))
        }
        Ok(Ok(_)) if took > SLOW => Err(format!("took {} ms of CPU time", took.as_millis())),
        Ok(outcome) => outcome,
    };
    Tried { outcome, took }
}

/// The CPU time of all threads of this process, which does not depend on what else the machine does.
fn cpu() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map(Duration::from).unwrap_or_default()
}
