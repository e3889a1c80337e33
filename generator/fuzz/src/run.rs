//! The parent: starts workers, reads their lines, and starts another where one died or stood still.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use truespec_fuzz::target::Target;

/// What `run` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// Decides the cases, with their number.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What is done with the documents; by default each target in turn.
    #[arg(long)]
    target: Option<Target>,
    /// How long; `generate` gets half of it where there is no `--target`.
    #[arg(long, conflicts_with = "cases")]
    minutes: Option<f64>,
    /// How many cases of each target.
    #[arg(long, default_value_t = 10_000)]
    cases: u64,
    /// The first case.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// How many processes.
    #[arg(long, default_value_t = 2)]
    jobs: u64,
}

/// A worker that says nothing for so long hangs.
const SILENCE: Duration = Duration::from_secs(60);
/// Findings that are printed.
const SHOWN: usize = 40;

/// When a target is done.
#[derive(Clone, Copy)]
enum Until {
    Case(u64),
    Time(Instant),
}

/// What came of the cases of a target.
#[derive(Default)]
struct Tally {
    accepted: u64,
    refused: u64,
    slowest: (u64, u64),
    findings: Vec<(u64, String)>,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> ExitCode {
    let targets = arguments.target.map_or(Target::ALL.to_vec(), |target| vec![target]);
    let mut whole = (0, 0);
    for target in &targets {
        let share = match (targets.len(), target) {
            (1, _) => 1.0,
            (_, Target::Generate) => 0.5,
            (all, _) => 0.5 / (all as f64 - 1.0),
        };
        let until = match arguments.minutes {
            Some(minutes) => Until::Time(Instant::now() + Duration::from_secs_f64(minutes * 60.0 * share)),
            None => Until::Case(arguments.first + arguments.cases),
        };
        let tally = target_of(arguments, *target, until);
        print(*target, arguments.seed, &tally);
        whole = (whole.0 + tally.accepted + tally.refused, whole.1 + tally.findings.len());
    }
    println!("{} passed, {} failed", whole.0, whole.1);
    ExitCode::from(u8::from(whole.1 > 0))
}

fn print(target: Target, seed: u64, tally: &Tally) {
    let name = target.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    println!(
        "{name}: {} accepted, {} refused, {} findings; slowest {} ms of CPU time (case {})",
        tally.accepted,
        tally.refused,
        tally.findings.len(),
        tally.slowest.0,
        tally.slowest.1
    );
    for (case, finding) in tally.findings.iter().take(SHOWN) {
        println!("  case {seed} {name} {case}: {finding}");
    }
}

fn target_of(arguments: &Arguments, target: Target, until: Until) -> Tally {
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let jobs: Vec<_> = (0..arguments.jobs)
            .map(|job| scope.spawn(move || worked(arguments, target, arguments.first + job, until)))
            .collect();
        for job in jobs {
            if let Ok(one) = job.join() {
                tally.accepted += one.accepted;
                tally.refused += one.refused;
                tally.slowest = tally.slowest.max(one.slowest);
                tally.findings.extend(one.findings);
            }
        }
    });
    tally.findings.sort();
    tally
}

/// The cases of one job, whatever becomes of its processes.
fn worked(arguments: &Arguments, target: Target, first: u64, until: Until) -> Tally {
    let (mut tally, mut next) = (Tally::default(), first);
    while !reached(until, next) {
        let mut worker = match Worker::start(arguments, target, next) {
            Ok(worker) => worker,
            Err(error) => {
                tally.findings.push((next, format!("a worker cannot be started: {error}")));
                return tally;
            }
        };
        next = worker.follow(&mut tally, next, arguments.jobs, until);
    }
    tally
}

fn reached(until: Until, next: u64) -> bool {
    match until {
        Until::Case(end) => next >= end,
        Until::Time(end) => Instant::now() >= end,
    }
}

struct Worker {
    process: Child,
    lines: Receiver<String>,
}

impl Worker {
    fn start(arguments: &Arguments, target: Target, first: u64) -> std::io::Result<Self> {
        let name = target.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["work", "--target", &name, "--seed", &arguments.seed.to_string()]);
        command.args(["--first", &first.to_string(), "--step", &arguments.jobs.to_string()]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (sender, lines) = channel();
        let out = process.stdout.take().map(BufReader::<ChildStdout>::new);
        std::thread::spawn(move || {
            let lines = out.into_iter().flat_map(BufRead::lines).map_while(Result::ok);
            lines.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
        });
        Ok(Self { process, lines })
    }

    /// Reads its lines until the end, its own or that of the run; gives the next case.
    fn follow(&mut self, tally: &mut Tally, first: u64, step: u64, until: Until) -> u64 {
        let mut case = first;
        while !reached(until, case) {
            match self.lines.recv_timeout(SILENCE) {
                Ok(line) if line.starts_with("end ") => {
                    tally.add(&line);
                    case += step;
                }
                Ok(_) => {}
                Err(gone) => {
                    let how = self.process.try_wait().ok().flatten().map(|status| status.to_string());
                    let what = match gone {
                        RecvTimeoutError::Timeout => format!("no answer within {} s", SILENCE.as_secs()),
                        RecvTimeoutError::Disconnected => {
                            format!("the process died: {}", how.unwrap_or_default())
                        }
                    };
                    tally.findings.push((case, what));
                    case += step;
                    break;
                }
            }
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        case
    }
}

impl Tally {
    /// `end CASE MS accepted`.
    fn add(&mut self, line: &str) {
        let mut words = line.splitn(4, ' ').skip(1);
        let number = |word: Option<&str>| word.and_then(|word| word.parse().ok()).unwrap_or_default();
        let (case, took) = (number(words.next()), number(words.next()));
        self.slowest = self.slowest.max((took, case));
        match words.next() {
            Some("accepted") => self.accepted += 1,
            Some("refused") => self.refused += 1,
            other => self.findings.push((case, other.unwrap_or_default().to_owned())),
        }
    }
}
