//! Conversations.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "threads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub patient_id: Uuid,
    pub pool_id: Uuid,
    pub topic: String,
    pub subject: String,
    pub created_at: i64,
    pub last_at: i64,
    pub unread: i64,
    pub waiting: bool,
    pub opened_at: Option<i64>,
    pub answered_at: Option<i64>,
    pub answer_by: Option<String>,
    pub private: bool,
    pub shelf: String,
    pub closed_at: Option<i64>,
    pub closed_by: Option<Uuid>,
    pub follows: Option<Uuid>,
    pub due_day: Option<i64>,
    pub assigned_to: Option<Uuid>,
    pub escalated_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
