//! Payments: accounts by cursor, a company, an account number, a transfer that is sent once, a file, transactions.

use crate::script::{Exchange, Script, answer, file, gateway, get, post, text, too_many};
use serde_json::{Value, json};

pub fn script() -> Script {
    let all = [accounts(), entity(), account_number(), upload(), transfer(), transactions(), errors()];
    Script { auth: super::BEARER, exchanges: all.into_iter().flatten().collect() }
}

fn account(id: &str, name: &str, status: &str) -> Value {
    json!({
        "type": "account", "id": id, "name": name, "status": status, "currency": "USD", "entity_id": "entity_1",
        "informational_entity_id": null, "interest_accrued": "0.01", "interest_accrued_at": null,
        "created_at": "2020-01-31T23:59:59Z", "bank": "first_internet_bank",
    })
}

fn accounts() -> Vec<Exchange> {
    let page = |data: Value, next: Option<&str>| answer(200, json!({"data": data, "next_cursor": next}));
    let first =
        json!([account("account_1", "Operations", "open"), account("account_2", "Payroll", "frozen")]);
    let second = json!([account("account_3", "Old", "closed")]);
    vec![
        get("/accounts", page(first, Some("v57w5d"))).query(&[("limit", "2")]),
        get("/accounts", page(second, None)).query(&[("limit", "2"), ("cursor", "v57w5d")]),
    ]
}

fn entity() -> Vec<Exchange> {
    let body = json!({
        "structure": "corporation", "relationship": "informational",
        "corporation": {
            "name": "Acme Inc", "tax_identifier": "602214076", "incorporation_state": "NY",
            "address": {"line1": "33 Liberty Street", "city": "New York", "state": "NY", "zip": "10045"},
            "beneficial_owners": [{
                "prong": "ownership",
                "individual": {
                    "name": "Ada Lovelace", "date_of_birth": "1970-01-31",
                    "address": {"line1": "1 Main Street", "city": "New York", "state": "NY", "zip": "10045"},
                    "identification": {"method": "social_security_number", "number": "078051120"},
                },
            }],
        },
    });
    let address = |line: &str| json!({"line1": line, "line2": null, "city": "New York", "state": "NY", "zip": "10045", "country": "US"});
    let owner = json!({
        "prong": "founder", "company_title": null,
        "individual": {
            "name": "Ada Lovelace", "date_of_birth": "1970-01-31", "address": address("1 Main Street"),
            "identification": {"method": "social_security_number", "number_last4": "1120"},
        },
    });
    let made = json!({
        "type": "entity", "id": "entity_2", "structure": "corporation", "description": null,
        "relationship": "informational", "natural_person": null, "joint": null, "trust": null,
        "supplemental_documents": [], "status": "active",
        "corporation": {
            "name": "Acme Inc", "website": null, "tax_identifier": "602214076", "incorporation_state": "NY",
            "address": address("33 Liberty Street"), "beneficial_owners": [owner],
        },
    });
    vec![post("/entities", answer(200, made)).json(body)]
}

fn account_number() -> Vec<Exchange> {
    let made = json!({
        "type": "account_number", "id": "account_number_1", "account_id": "account_1", "name": "Rent",
        "account_number": "987654321", "routing_number": "101050001", "status": "active",
        "created_at": "2026-01-31T23:59:59Z", "inbound_ach": {"debit_status": "allowed"},
    });
    vec![post("/account_numbers", answer(200, made)).json(json!({"account_id": "account_1", "name": "Rent"}))]
}

fn upload() -> Vec<Exchange> {
    let made = json!({
        "type": "file", "id": "file_1", "created_at": "2026-01-31T23:59:59Z", "purpose": "other",
        "description": "Lease", "direction": "to_increase", "filename": "lease.txt", "download_url": null,
    });
    let form = [
        file("file", "lease.txt", "text/plain", "Twelve months.\n"),
        text("purpose", "other"),
        text("description", "Lease"),
    ];
    vec![post("/files", answer(200, made)).form(&form)]
}

fn transfer_body(amount: i64) -> Value {
    json!({
        "account_id": "account_1", "amount": amount, "statement_descriptor": "RENT", "funding": "checking",
        "account_number": "987654321", "routing_number": "101050001", "require_approval": true,
    })
}

fn transfer() -> Vec<Exchange> {
    let limited = json!({
        "type": "rate_limited_error", "title": "Too many requests.", "detail": null, "status": 429, "retry_after": 0,
    });
    let made = json!({
        "type": "ach_transfer", "id": "ach_transfer_1", "account_id": "account_1", "account_number": "987654321",
        "routing_number": "101050001", "amount": 150_000, "currency": "USD", "statement_descriptor": "RENT",
        "funding": "checking", "network": "ach", "status": "pending_robot_review", "addendum": null, "approval": null,
        "cancellation": null, "company_descriptive_date": null, "company_discretionary_data": null,
        "company_entry_description": null, "company_name": null, "created_at": "2026-01-31T23:59:59Z",
        "effective_date": null, "external_account_id": null, "individual_id": null, "individual_name": "Ian Crease",
        "notifications_of_change": [], "return": null, "submission": null, "transaction_id": null,
        "standard_entry_class_code": "corporate_credit_or_debit", "acknowledgement": null,
    });
    let exchange = |answer| post("/ach_transfers", answer).header("idempotency-key", "rent-2026-02");
    let exchange = |answer| exchange(answer).json(transfer_body(150_000));
    vec![exchange(too_many(limited)), exchange(answer(200, made))]
}

/// Each of these is in every source, `null` but for that of its category.
const CATEGORIES: [&str; 37] = [
    "account_transfer_intention",
    "ach_check_conversion",
    "ach_check_conversion_return",
    "ach_transfer_intention",
    "ach_transfer_rejection",
    "ach_transfer_return",
    "card_dispute_acceptance",
    "card_refund",
    "card_revenue_payment",
    "card_route_refund",
    "card_route_settlement",
    "card_settlement",
    "check_deposit_acceptance",
    "check_deposit_return",
    "check_transfer_intention",
    "check_transfer_rejection",
    "check_transfer_return",
    "check_transfer_stop_payment_request",
    "dispute_resolution",
    "empyreal_cash_deposit",
    "fee_payment",
    "inbound_ach_transfer",
    "inbound_check",
    "inbound_international_ach_transfer",
    "inbound_real_time_payments_transfer_confirmation",
    "inbound_wire_drawdown_payment",
    "inbound_wire_drawdown_payment_reversal",
    "inbound_wire_reversal",
    "inbound_wire_transfer",
    "interest_payment",
    "internal_source",
    "real_time_payments_transfer_acknowledgement",
    "sample_funds",
    "wire_drawdown_payment_intention",
    "wire_drawdown_payment_rejection",
    "wire_transfer_intention",
    "wire_transfer_rejection",
];

fn transaction(id: &str, amount: i64, category: &str, details: Value) -> Value {
    let mut source = json!({"category": category});
    for category in CATEGORIES {
        source[category] = Value::Null;
    }
    source[category] = details;
    json!({
        "type": "transaction", "id": id, "account_id": "account_1", "amount": amount, "currency": "USD",
        "created_at": "2026-01-31T23:59:59Z", "description": category, "route_id": null, "route_type": null,
        "source": source,
    })
}

fn transactions() -> Vec<Exchange> {
    let page = |data: &[Value], next: Option<&str>| answer(200, json!({"data": data, "next_cursor": next}));
    let rent = json!({
        "account_number": "987654321", "amount": 150_000, "routing_number": "101050001",
        "statement_descriptor": "RENT", "transfer_id": "ach_transfer_1",
    });
    let sample = json!({"originator": "Acme Bank"});
    let first = [
        transaction("transaction_1", -150_000, "ach_transfer_intention", rent),
        transaction("transaction_2", 5, "cashback_payment", json!({"period": "2026-01"})),
    ];
    let second = [transaction("transaction_3", 200_000, "sample_funds", sample)];
    let filter = [("limit", "2"), ("account_id", "account_1")];
    vec![
        get("/transactions", page(&first, Some("w8"))).query(&filter),
        get("/transactions", page(&second, None)).query(&filter).query(&[("cursor", "w8")]),
    ]
}

fn errors() -> Vec<Exchange> {
    let refused = json!({
        "type": "invalid_parameters_error", "title": "Your request contains invalid parameters.", "status": 400,
        "detail": "The amount must be positive.", "errors": [{"field": "amount", "message": "Must be positive"}],
    });
    vec![
        post("/ach_transfers", answer(400, refused)).json(transfer_body(-5)),
        post("/ach_transfers/ach_transfer_1/approve", gateway()),
    ]
}
