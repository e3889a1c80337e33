//! E-mail, against the emitted client.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use resend::types::*;
use resend::{Client, Error, Upload};

fn welcome(to: &str) -> SendEmailRequest {
    let from = "Acme <onboarding@acme.example>";
    SendEmailRequest::new(SendEmailRequestRequired { from, to, subject: "Welcome" }).text("It works!")
}

fn hello(from: &str) -> SendEmailRequest {
    let to = "ada@example.com";
    SendEmailRequest::new(SendEmailRequestRequired { from, to, subject: "Hello" }).text("Hello")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = Client::builder().base_url(base).bearer(key).retry(3).build()?;

    let invoice = Attachment::new()
        .filename("invoice.txt")
        .content(STANDARD.encode("Total: 42 EUR\n"))
        .content_type("text/plain");
    let to = ["ada@example.com", "grace@example.com"];
    let from = "Acme <onboarding@acme.example>";
    let email = SendEmailRequest::new(SendEmailRequestRequired { from, to, subject: "Your invoice" })
        .reply_to("support@acme.example")
        .html("<p>Thank you <strong>for your order</strong>.</p>")
        .attachments([invoice])
        .tags([Tag::new().name("category").value("invoice")]);
    let sent = api.emails().send(email).idempotency_key("invoice/42").await?;
    println!("sent: {}", sent.id.unwrap_or_default());

    let emails = [welcome("ada@example.com"), welcome("grace@example.com")];
    let batch = api.emails().send_batch().body(emails).await?;
    for sent in batch.data.unwrap_or_default() {
        println!("sent: {}", sent.id.unwrap_or_default());
    }

    for email in api.emails().list().limit(2).items().all().await? {
        let (id, subject) = (email.id.unwrap_or_default(), email.subject.unwrap_or_default());
        println!("email: {id} {subject:?} {}", email.last_event.as_ref().map_or("", |event| event.as_str()));
    }
    let email = api.emails().get("em_1").await?;
    println!("html: {:?}, text: {:?}", email.html, email.text);

    let capabilities = DomainCapabilities::new()
        .sending(DomainCapabilitiesSending::Enabled)
        .receiving(DomainCapabilitiesReceiving::Disabled);
    let domain = CreateDomainRequest::new("acme.example")
        .region(CreateDomainRequestRegion::EuWest1)
        .tls(CreateDomainRequestTls::Enforced)
        .capabilities(capabilities);
    let domain = api.domains().create(domain).await?;
    let status = domain.status.map(|status| status.to_string()).unwrap_or_default();
    println!("domain: {} {status}", domain.name.unwrap_or_default());
    for record in domain.records.unwrap_or_default() {
        let name = record.record.map(|name| name.to_string()).unwrap_or_default();
        let kind = record.r#type.map(|kind| kind.to_string()).unwrap_or_default();
        println!("record: {name} {kind} {} {:?}", record.value.unwrap_or_default(), record.priority);
    }

    let contacts = Upload::bytes("email,first_name\nada@example.com,Ada\n")
        .filename("contacts.csv")
        .content_type("text/csv");
    let import =
        CreateContactImportOptions::new(contacts).on_conflict(CreateContactImportOptionsOnConflict::Upsert);
    let import = api.contacts().create_import(import).await?;
    println!("import: {}", import.id.unwrap_or_default());

    match api.emails().send(hello("nobody")).await {
        Err(error) => match error.body::<ErrorBody>() {
            Some(body) if body.name == "validation_error" => println!("refused: {}", body.message),
            _ => return Err(error.into()),
        },
        Ok(sent) => println!("sent: {}", sent.id.unwrap_or_default()),
    }
    match api.emails().send(hello("Acme <hello@acme.example>")).await {
        Err(Error::Api(error)) if error.status() >= 500 => println!("unavailable: {}", error.status()),
        Err(other) => return Err(other.into()),
        Ok(sent) => println!("sent: {}", sent.id.unwrap_or_default()),
    }
    Ok(())
}
