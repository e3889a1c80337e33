//! Sign-in, against the emitted client.

use std::collections::BTreeMap;
use workos::types::{
    CreateUserlandUserDto, CreateUserlandUserDtoWithPassword, CreateUserlandUserInviteOptionsDto,
    CreateUserlandUserOrganizationMembershipDto,
    CreateUserlandUserOrganizationMembershipDtoWithRoleSlug as MembershipWithRole,
    CreateUserlandUserOrganizationMembershipDtoWithRoleSlugRequired as MembershipWithRoleRequired,
    OrganizationDomainDataDto, OrganizationDto, UserlandSessionsControllerAuthenticateBody as Grant,
    UserlandSessionsControllerAuthenticateBodyAuthorizationCode as CodeGrant,
    UserlandSessionsControllerAuthenticateBodyAuthorizationCodeRequired as CodeGrantRequired,
    UserlandSessionsControllerAuthenticateBodyPassword as PasswordGrant,
    UserlandSessionsControllerAuthenticateBodyPasswordRequired as PasswordGrantRequired,
    UserlandSessionsControllerAuthenticateStatus403 as Refused,
};
use workos::user_management_authentication::AuthenticateError;
use workos::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = Client::builder().base_url(base).bearer(&*key).retry(3).build()?;

    let grant = CodeGrantRequired { client_id: "client_123", code: "code_1" };
    let grant = CodeGrant::new(grant).client_secret(&*key).ip_address("203.0.113.42").user_agent("Firefox");
    let session = api.user_management_authentication().authenticate(Grant::from(grant)).await?;
    let method = session.authentication_method.map(|method| method.to_string()).unwrap_or_default();
    println!("signed in: {} {} by {method}", session.user.id, session.user.email);
    let profile = api.sso().get_profile().bearer(session.access_token).await?;
    let role = profile.role.map(|role| role.slug).unwrap_or_default();
    println!("profile: {} {role} {}", profile.connection_type, profile.groups.unwrap_or_default().join(", "));

    let users = api.user_management_users().list().limit(2).order("asc").organization_id("org_1");
    for user in users.items().all().await? {
        println!("user: {} {} {}", user.id, user.email, user.first_name.unwrap_or_default());
    }
    let barbara = CreateUserlandUserDtoWithPassword::new("barbara@example.com")
        .first_name("Barbara")
        .password("correct horse battery staple")
        .metadata(BTreeMap::from([("team".to_owned(), "compilers".to_owned())]));
    let user = api.user_management_users().create(CreateUserlandUserDto::from(barbara)).await?;
    println!("created: {} {}", user.id, user.email);

    let acme = OrganizationDto::new("Acme")
        .domain_data([OrganizationDomainDataDto::new("acme.example", "pending")])
        .external_id("acme-1")
        .metadata(BTreeMap::from([("tier".to_owned(), "gold".to_owned())]));
    let organization = api.organizations().create(acme).await?;
    println!("created: {} {}", organization.id, organization.name);
    for domain in organization.domains {
        let state = domain.state.map(|state| state.to_string()).unwrap_or_default();
        println!("domain: {} {state}", domain.domain);
    }
    let member = MembershipWithRole::new(MembershipWithRoleRequired {
        user_id: user.id,
        organization_id: organization.id.clone(),
        role_slug: "admin",
    });
    let member = CreateUserlandUserOrganizationMembershipDto::from(member);
    let membership = api.user_management_organization_membership().create(member).await?;
    println!("member: {} {} {}", membership.id, membership.status, membership.role.slug);

    let grant = PasswordGrant::new(PasswordGrantRequired {
        client_id: "client_123",
        client_secret: key,
        email: "barbara@example.com",
        password: "correct horse battery staple",
    });
    match api.user_management_authentication().authenticate(Grant::from(grant)).await {
        Err(error) => match error.body() {
            Some(AuthenticateError::Forbidden(Refused::EmailVerificationRequired(body))) => {
                println!("refused: {}", body.message);
            }
            _ => return Err(error.into()),
        },
        Ok(session) => println!("signed in: {}", session.user.id),
    }
    let invitation = CreateUserlandUserInviteOptionsDto::new("ada@example.com")
        .organization_id(organization.id)
        .expires_in_days(7);
    match api.user_management_invitations().create(invitation).await {
        Err(Error::Api(error)) if error.status() >= 500 => println!("unavailable: {}", error.status()),
        Err(other) => return Err(other.into()),
        Ok(invitation) => println!("invited: {}", invitation.id),
    }
    Ok(())
}
