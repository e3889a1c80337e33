//! Files, settings and terminals of a Jupyter server.

use std::error::Error;

use calls::granted;
use jupyter_server_client::Client;
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    calls::run(async |url| {
        let client = Client::builder().base_url(url).build()?;
        server(&client).await;
        files(&client).await;
        terminals(&client).await;
        Ok(())
    })
    .await
}

async fn server(client: &Client) {
    granted("get status", client.status().get().await);
    granted("get identity", client.identity().get_me().await);
    granted("get document", client.api_spec().get_yaml().await);
    granted("list kernels", client.kernels().list().await);
    granted("list kernel specs", client.kernelspecs().list().await);
    granted("list sessions", client.sessions().list().await);
    granted("get settings", client.config().get("notebook").await);
}

async fn files(client: &Client) {
    let contents = client.contents();
    let text = json!({"type": "file", "format": "text", "content": "one line"});
    let save = text.as_object().into_iter().flatten();
    let call = save.fold(contents.replace("a.txt"), |call, (name, value)| call.extra_member(name, value));
    granted("save file", call.await);
    granted("get file", contents.get("a.txt").await);
    granted("get file without content", contents.get("a.txt").content(0).await);
    granted("list folder", contents.get("/").await);
    granted("create file", contents.post("/").extra_member("ext", ".txt").await);
    granted("create checkpoint", contents.create_checkpoint("a.txt").await);
    granted("list checkpoints", contents.list_checkpoints("a.txt").await);
    granted("resolve path", client.resolve_path().get("a.txt").await);
    granted("delete file", contents.delete("a.txt").await);
}

async fn terminals(client: &Client) {
    let terminals = client.terminals();
    granted("create terminal", terminals.create().await);
    granted("list terminals", terminals.list().await);
    granted("get terminal", terminals.get("1").await);
    granted("delete terminal", terminals.delete("1").await);
}
