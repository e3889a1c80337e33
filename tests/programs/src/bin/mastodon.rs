//! Posts and timelines, against the emitted client.

use chrono::DateTime;
use mastodon::types::*;
use mastodon::{Client, Error, Upload};
use std::time::Duration;

async fn upload(api: &Client, media: CreateMediaV2Body) -> Result<MediaAttachment, Error> {
    let media = api.media().create_v2(media).await?;
    loop {
        if let Some(media) = api.media().get(&*media.id).await? {
            return Ok(media);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn show(posted: CreateStatusResponse) {
    match posted {
        CreateStatusResponse::Status(status) => {
            println!("posted: {} {}", status.id, status.visibility);
            for media in status.media_attachments {
                println!("media: {} {}", media.r#type, media.url.unwrap_or_default());
            }
        }
        CreateStatusResponse::ScheduledStatus(status) => {
            let options = status.params.poll.map(|poll| poll.options.join(", ")).unwrap_or_default();
            println!("scheduled: {} {} [{options}]", status.id, status.params.text);
        }
        other => println!("neither: {other:?}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = Client::builder().base_url(base).bearer(key).retry(3).build()?;

    let me = api.accounts().get_verify_credentials().await?;
    println!("account: {}, {} followers, posts to {}", me.acct, me.followers_count, me.source.privacy);
    for field in me.fields {
        println!("field: {}: {}", field.name, field.value);
    }

    let cat = Upload::bytes("a picture of a cat").filename("cat.png").content_type("image/png");
    let media = upload(&api, CreateMediaV2Body::new(cat).description("A cat")).await?;
    println!("media: {} {} {}", media.id, media.r#type, media.url.unwrap_or_default());

    let cat = MediaStatus::new([media.id])
        .status("Look at this cat")
        .visibility(StatusVisibilityEnum::Unlisted)
        .language("en");
    let cat = CreateStatusBody::from(cat);
    show(api.statuses().create(cat).idempotency_key("cat-1").await?);
    let poll = PollStatusPoll::new().options(["Cats", "Dogs"]).expires_in(86400).multiple(false);
    let poll = PollStatus::new(poll)
        .status("Cats or dogs?")
        .scheduled_at(DateTime::parse_from_rfc3339("2026-12-24T18:00:00Z")?);
    show(api.statuses().create(CreateStatusBody::from(poll)).await?);

    for status in api.timelines().get_home().limit(2).items().all().await? {
        println!("status: {} {} {}", status.id, status.visibility, status.content);
    }

    match api.statuses().create(CreateStatusBody::from(TextStatus::new(""))).await {
        Err(Error::Api(error)) if error.status() == 422 => {
            println!("refused: {}", error.reason().unwrap_or_default());
        }
        Err(other) => return Err(other.into()),
        Ok(posted) => show(posted),
    }
    match api.statuses().post_favourite("109").await {
        Err(Error::Api(error)) if error.status() >= 500 => println!("unavailable: {}", error.status()),
        Err(other) => return Err(other.into()),
        Ok(status) => println!("favourite: {}", status.id),
    }
    Ok(())
}
