//! What a Netdata agent says of the machine and of itself.

use std::error::Error;

use calls::granted;
use netdata_client::Client;
use netdata_client::types::{GetBadgeSvgGroup, GetDataFormat, GetDataGroup};

const CHART: &str = "system.cpu";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    calls::run(async |url| {
        let client = Client::builder().base_url(format!("{url}/api/v1")).build()?;
        granted("get info", client.info().get().await);
        granted("get chart", client.chart().get(CHART).await);
        granted("get context", client.context().get(CHART).await);
        let data = client.data().get(-5.0, 2.0, GetDataGroup::Average, GetDataFormat::Json).chart(CHART);
        granted("get data", data.await);
        granted("get badge", client.badge_svg().get(CHART, -5.0, GetBadgeSvgGroup::Average).await);
        granted("count alarms", client.alarm_count().get().await);
        granted("get cloud state", client.aclk().get().await);
        Ok(())
    })
    .await
}
