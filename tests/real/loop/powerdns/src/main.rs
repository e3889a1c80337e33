//! Zones, metadata and the rest of a PowerDNS server's API.

use std::error::Error;

use calls::{granted, refused};
use powerdns_client::types::{Autoprimary, Metadata, TsigKeyInput, Zone, ZoneKind};
use powerdns_client::{Client, Error as Refusal};
use serde_json::json;

const SERVER: &str = "localhost";
const ZONE: &str = "example.org.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    calls::run(async |url| {
        let client = Client::builder().base_url(format!("{url}/api/v1")).api_key("key").build()?;
        server(&client).await;
        zone(&client).await;
        metadata(&client).await;
        keys(&client).await;
        granted("delete zone", client.zones().delete(SERVER, ZONE).await);
        Ok(())
    })
    .await
}

async fn server(client: &Client) {
    granted("list servers", client.servers().list().await);
    granted("get server", client.servers().list_server(SERVER).await);
    granted("get settings", client.config().get(SERVER).await);
    granted("get statistics", client.stats().get(SERVER).includerings(false).await);
    granted("flush cache", client.servers().cache_flush_by_name(SERVER, ZONE).await);
}

async fn zone(client: &Client) {
    let zones = client.zones();
    let zone = Zone::default().name(ZONE).kind(ZoneKind::Native).nameservers(["ns1.example.org."]);
    granted("create zone", zones.create(SERVER, zone).await);
    granted("list zones", zones.list(SERVER).await);
    let records = json!([{
        "name": "www.example.org.",
        "type": "A",
        "ttl": 60,
        "changetype": "REPLACE",
        "records": [{"content": "192.0.2.1"}],
    }]);
    granted("add record", zones.patch(SERVER, ZONE, Zone::default()).extra_member("rrsets", records).await);
    granted("get zone", zones.list_zone(SERVER, ZONE).await);
    granted("get zone without records", zones.list_zone(SERVER, ZONE).rrsets(false).await);
    granted("search", client.search().search_data(SERVER, "www*", 10).await);
    granted("export zone", zones.axfr_export(SERVER, ZONE).await);
    granted("rectify zone", zones.rectify(SERVER, ZONE).await);
    granted("notify secondaries", zones.notify(SERVER, ZONE).await);
    let again = Zone::default().name(ZONE).kind(ZoneKind::Native);
    refused("create zone twice", 409, zones.create(SERVER, again).await, Refusal::status);
    refused("get missing zone", 404, zones.list_zone(SERVER, "missing.org.").await, Refusal::status);
}

async fn metadata(client: &Client) {
    let metadata = client.zonemetadata();
    let kind = "ALLOW-AXFR-FROM";
    let value = Metadata::default().kind(kind).metadata(["AUTO-NS"]);
    granted("create metadata", metadata.create_metadata(SERVER, ZONE, value).await);
    granted("list metadata", metadata.list_metadata(SERVER, ZONE).await);
    granted("get metadata", metadata.get_metadata(SERVER, ZONE, kind).await);
}

async fn keys(client: &Client) {
    let tsig = client.tsigkey();
    let key = TsigKeyInput::default().name("transfer").algorithm("hmac-sha256");
    granted("create TSIG key", tsig.create_tsig_key(SERVER, key).await);
    granted("get TSIG key", tsig.get_tsig_key(SERVER, "transfer.").await);
    let primary = Autoprimary::default().ip("192.0.2.1").nameserver("ns1.example.org").account("someone");
    granted("create autoprimary", client.autoprimary().create(SERVER, primary).await);
    granted("list autoprimaries", client.autoprimary().list(SERVER).await);
}
