//! What a child process uses: CPU time (user and system), wall time, peak memory.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// Runs one child and prints what it used: a process of its own, so that the peak is that child's.
pub fn measure(program: &str, arguments: &[&str]) -> ExitCode {
    let started = Instant::now();
    let done = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = started.elapsed().as_micros();
    let (Ok(status), Ok(used)) = (done, getrusage(UsageWho::RUSAGE_CHILDREN)) else {
        return ExitCode::FAILURE;
    };
    let cpu = used.user_time().num_microseconds() + used.system_time().num_microseconds();
    println!("{} {cpu} {wall} {}", i32::from(status.success()), used.max_rss());
    ExitCode::SUCCESS
}

/// What a process used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Whether it ended well.
    pub ok: bool,
    /// User and system, seconds.
    pub cpu: f64,
    /// Seconds.
    pub wall: f64,
    /// Peak resident, MB.
    pub memory: f64,
}

/// Runs a program through `measure` of this one and gives what it used.
pub fn usage(program: &Path, arguments: &[&OsStr]) -> Usage {
    let Ok(this) = std::env::current_exe() else { return Usage::default() };
    let output = Command::new(this).arg("measure").arg(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [ok, cpu, wall, memory] => {
            Usage { ok: ok > 0.0, cpu: cpu / 1e6, wall: wall / 1e6, memory: memory / 1e3 }
        }
        _ => Usage::default(),
    }
}

/// The middle of each figure.
pub fn median(all: &[Usage]) -> Usage {
    let middle = |figure: fn(&Usage) -> f64| {
        let mut figures: Vec<f64> = all.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or_default()
    };
    Usage {
        ok: all.iter().all(|usage| usage.ok),
        cpu: middle(|usage| usage.cpu),
        wall: middle(|usage| usage.wall),
        memory: middle(|usage| usage.memory),
    }
}
