//! Payments, against the emitted client.

use increase::types::{
    CreateAFileParameters, CreateAnAccountNumberParameters, CreateAnAccountNumberParametersRequired,
    CreateAnAchTransferParameters, CreateAnAchTransferParametersFunding,
    CreateAnAchTransferParametersRequired, CreateAnEntityParameters,
    CreateAnEntityParametersCorporation as Corporation,
    CreateAnEntityParametersCorporationAddress as CorporationAddress,
    CreateAnEntityParametersCorporationAddressRequired as CorporationAddressRequired,
    CreateAnEntityParametersCorporationBeneficialOwner as Owner,
    CreateAnEntityParametersCorporationBeneficialOwnerIndividual as Individual,
    CreateAnEntityParametersCorporationBeneficialOwnerIndividualAddress as IndividualAddress,
    CreateAnEntityParametersCorporationBeneficialOwnerIndividualAddressRequired as IndividualAddressRequired,
    CreateAnEntityParametersCorporationBeneficialOwnerIndividualIdentification as Identification,
    CreateAnEntityParametersCorporationRequired as CorporationRequired, Error as ErrorBody,
};
use increase::{Client, Error, Upload};

fn rent(amount: i64) -> CreateAnAchTransferParameters {
    let rent = CreateAnAchTransferParametersRequired {
        account_id: "account_1",
        amount,
        statement_descriptor: "RENT",
    };
    CreateAnAchTransferParameters::new(rent)
        .account_number("987654321")
        .routing_number("101050001")
        .funding(CreateAnAchTransferParametersFunding::Checking)
        .require_approval(true)
}

fn acme() -> Result<CreateAnEntityParameters, chrono::ParseError> {
    let ada = IndividualAddress::new(IndividualAddressRequired {
        line1: "1 Main Street",
        city: "New York",
        state: "NY",
        zip: "10045",
    });
    let identification = Identification::new("social_security_number", "078051120");
    let ada = Individual::new("Ada Lovelace", "1970-01-31".parse()?, ada, identification);
    let address = CorporationAddress::new(CorporationAddressRequired {
        line1: "33 Liberty Street",
        city: "New York",
        state: "NY",
        zip: "10045",
    });
    let corporation = Corporation::new(CorporationRequired {
        name: "Acme Inc",
        tax_identifier: "602214076",
        address,
        beneficial_owners: vec![Owner::new(ada, "ownership")],
    });
    let corporation = corporation.incorporation_state("NY");
    Ok(CreateAnEntityParameters::new("corporation", "informational").corporation(corporation))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = Client::builder().base_url(base).bearer(key).retry(3).build()?;

    for account in api.accounts().list().limit(2).items().all().await? {
        println!("account: {} {} {}", account.id, account.name, account.status);
    }

    let entity = api.entities().create(acme()?).await?;
    println!("entity: {}", entity.id);
    if let Some(corporation) = entity.corporation {
        for owner in corporation.beneficial_owners {
            println!("owner: {} of {} by {}", owner.individual.name, corporation.name, owner.prong);
        }
    }

    let number = CreateAnAccountNumberParametersRequired { account_id: "account_1", name: "Rent" };
    let number = api.account_numbers().create(CreateAnAccountNumberParameters::new(number)).await?;
    println!("number: {} {}", number.routing_number, number.account_number);

    let lease = Upload::bytes("Twelve months.\n").filename("lease.txt").content_type("text/plain");
    let file = api.files().create(CreateAFileParameters::new(lease, "other").description("Lease")).await?;
    println!("file: {} {} {}", file.id, file.filename.unwrap_or_default(), file.direction);

    let transfer =
        api.ach_transfers().create(rent(150_000)).header("Idempotency-Key", "rent-2026-02").await?;
    println!("transfer: {} {} {:?}", transfer.id, transfer.status, transfer.individual_name);

    for transaction in api.transactions().list().limit(2).account_id("account_1").items().all().await? {
        let source = transaction.source;
        print!("transaction: {} {} {}", transaction.id, transaction.amount, source.category);
        match (source.ach_transfer_intention, source.sample_funds) {
            (Some(intention), _) => println!(" {}", intention.transfer_id),
            (_, Some(funds)) => println!(" {}", funds.originator),
            _ => println!(),
        }
    }

    match api.ach_transfers().create(rent(-5)).await {
        Err(error) => match error.body() {
            Some(ErrorBody::InvalidParametersError(body)) => {
                println!("refused: {}", body.title);
                for error in body.errors {
                    println!("refused: {} {}", error["field"], error["message"]);
                }
            }
            _ => return Err(error.into()),
        },
        Ok(transfer) => println!("transfer: {}", transfer.id),
    }
    match api.ach_transfers().approve("ach_transfer_1").await {
        Err(Error::Api(error)) if error.status() >= 500 => println!("unavailable: {}", error.status()),
        Err(other) => return Err(other.into()),
        Ok(transfer) => println!("approved: {}", transfer.id),
    }
    Ok(())
}
