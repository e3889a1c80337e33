//! What is expected of a case, and what came.

use serde_json::Value;

use super::case::{Case, End, Exchange, Outcome};
use super::emitted::{Given, Results};
use super::recorder::Learned;

/// Returns a line for each thing that is otherwise than the case has it.
pub fn faults(
    name: &str,
    case: &Case,
    published: &Results,
    corrected: &Results,
    learned: &Learned,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, exchange) in case.exchanges.iter().enumerate() {
        for (client, results, expected) in
            [("published", published, exchange.published), ("corrected", corrected, exchange.corrected)]
        {
            let given = &results[name][index];
            let outcome = outcome(exchange, given);
            if outcome != expected {
                let ask = &exchange.ask;
                faults.push(format!(
                    "{name}: {ask}: the {client} client {outcome:?}, not {expected:?}: {given}"
                ));
            }
        }
    }
    faults.extend(end(case, learned).map(|fault| format!("{name}: {fault}")));
    faults.extend(recorded_by_client(case, learned).map(|fault| format!("{name}: {fault}")));
    if !faults.is_empty() {
        faults.push(format!("{name}: recorder:\n{}", learned.said));
    }
    faults
}

/// Checks what was proposed and said.
fn end(case: &Case, learned: &Learned) -> Option<String> {
    let deviates = case.exchanges.iter().any(|one| one.published != Outcome::Reads);
    let is_closed = case.exchanges.iter().all(|one| one.corrected == Outcome::Reads);
    let lacks_call = case.exchanges.iter().any(|one| one.corrected == Outcome::Unable);
    match case.end() {
        End::Corrected if !is_closed => {
            Some("is not open, and not all is read after the correction".to_owned())
        }
        End::Corrected if !deviates => Some("the published client reads all".to_owned()),
        End::Corrected if learned.overlay.is_none() => Some("nothing is proposed".to_owned()),
        End::Corrected if !learned.again.is_empty() => {
            Some(format!("proposed once more:\n{}", learned.again))
        }
        // What has no call yet is compiled when there is something to call.
        End::Open if lacks_call && learned.overlay.is_some() => {
            Some("is open for want of a call, and something is proposed".to_owned())
        }
        End::Open if is_closed => Some("is open, and all is read".to_owned()),
        End::Reported(_) if learned.overlay.is_some() => Some("something is proposed".to_owned()),
        End::Reported(code) if !learned.said.contains(&code) => Some(format!("{code} is not reported")),
        _ => None,
    }
}

/// What a client records itself teaches the same, unless others made exchanges too.
fn recorded_by_client(case: &Case, learned: &Learned) -> Option<String> {
    let is_by_client = |one: &Exchange| !one.is_by_others() && one.published != Outcome::Unable;
    let proposed = learned.overlay.as_ref().map(|path| std::fs::read_to_string(path).unwrap());
    let proposed = proposed.unwrap_or_default();
    let is_same = !case.exchanges.iter().all(is_by_client) || learned.by_client == proposed;
    (!is_same).then(|| format!("the client's own recording teaches\n{}\nnot\n{proposed}", learned.by_client))
}

fn outcome(exchange: &Exchange, given: &Given) -> Outcome {
    let expected = exchange.expected();
    let is_read = match given {
        Given::Unable => return Outcome::Unable,
        Given::Failed(_) => return Outcome::Fails,
        Given::Refused(status, _) if exchange.answer.status < 400 || *status != exchange.answer.status => {
            return Outcome::Fails;
        }
        Given::Refused(_, shown) => match (&exchange.value, &expected) {
            (Some(Value::String(part)), _) => shown.contains(part),
            _ => true,
        },
        Given::Read(Value::String(shown)) if expected != *shown.as_str() => {
            exchange.value.as_ref().and_then(Value::as_str).is_some_and(|part| shown.contains(part))
        }
        Given::Read(value) => *value == expected,
    };
    if is_read { Outcome::Reads } else { Outcome::Differs }
}
