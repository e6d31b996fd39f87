//! Prints the JSON schema of a claim, as it stands in `claim.schema.json`.

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&agencies::claim_json::schema())?);
    Ok(())
}
