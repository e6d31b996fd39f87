//! Writes the OpenAPI document: `cargo run -p claims --example openapi > functions/webhooks/openapi.json`.

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&claims::openapi::document())?);
    Ok(())
}
