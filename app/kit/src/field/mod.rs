//! Fields: label above, hint under the label, error between hint and input.

mod bound;
mod checkbox;
mod choice;
mod date;
mod file;
mod password;
mod pick;
mod select;
mod shell;
mod text;
mod textarea;

pub use checkbox::*;
pub use choice::*;
pub use date::*;
pub use file::*;
pub use password::*;
pub use pick::*;
pub use select::*;
pub use text::*;
pub use textarea::*;
