//! Accounts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub username: String,
    pub username_key: String,
    pub password_hash: String,
    pub state: String,
    pub lang: String,
    pub patient_id: Option<Uuid>,
    pub role: Option<String>,
    pub display_name: String,
    pub totp_sealed: Option<String>,
    pub totp_last_step: i64,
    pub question: Option<String>,
    pub answer_hash: Option<String>,
    pub terms_version: Option<String>,
    pub privacy_version: Option<String>,
    pub agreed_at: Option<i64>,
    pub created_at: i64,
    pub totp_pending: Option<String>,
    pub cancelled_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
