//! One file a table; private to this room, so that no row leaks into a page. Columns are explained in the migrations.

pub mod account;
pub mod account_contact;
pub mod enrollment;
pub mod message;
pub mod outbox;
pub mod session;
pub mod thread;
