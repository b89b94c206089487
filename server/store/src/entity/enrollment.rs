//! Saved enrollments.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enrollments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub version: i64,
    pub state: String,
    pub status: String,
    pub patient_id: Option<Uuid>,
    pub created_at: i64,
    pub updated_at: i64,
    pub invitation_id: Option<Uuid>,
    pub number_hash: Option<String>,
    pub asked_at: Option<i64>,
    pub reach_channel: Option<String>,
    pub reach: Option<String>,
    pub lang: Option<String>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<i64>,
    pub decision: Option<String>,
    pub representative_id: Option<Uuid>,
    pub representative_code_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
