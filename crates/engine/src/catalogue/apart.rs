//! Fields that only explain, set apart from those that judge when a catalogue is compiled.
//!
//! A field that says `#[serde(with = "crate::catalogue::apart")]` takes no room where it stands: it is written into a
//! buffer of its own, after the field of this kind before it, and read from there in the same order. Where there is no such
//! buffer the field is left empty. The buffer belongs to the thread, since serde has no other way to hand it down.

use std::cell::RefCell;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

thread_local! {
    static WRITTEN: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
    /// The bytes, and how many of them have been read.
    static UNREAD: RefCell<Option<(Vec<u8>, usize)>> = const { RefCell::new(None) };
}

/// What `write` gives, and the bytes of the fields set apart while it ran.
pub(super) fn writing<T>(write: impl FnOnce() -> T) -> (T, Vec<u8>) {
    WRITTEN.set(Some(Vec::new()));
    let written = write();
    (written, WRITTEN.take().unwrap_or_default())
}

/// What `read` gives with the fields set apart in `bytes`, and whether it read all of them.
pub(super) fn reading<T>(bytes: &[u8], read: impl FnOnce() -> T) -> (T, bool) {
    UNREAD.set(Some((bytes.to_vec(), 0)));
    let value = read();
    (value, UNREAD.take().is_some_and(|(bytes, at)| at == bytes.len()))
}

pub(crate) fn serialize<S: Serializer>(field: &impl Serialize, serializer: S) -> Result<S::Ok, S::Error> {
    WRITTEN.with_borrow_mut(|written| {
        if let Some(bytes) = written {
            bytes.extend(postcard::to_allocvec(field).map_err(S::Error::custom)?);
        }
        Ok(())
    })?;
    serializer.serialize_unit()
}

pub(crate) fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    <()>::deserialize(deserializer)?;
    UNREAD.with_borrow_mut(|unread| {
        let Some((bytes, at)) = unread else { return Ok(T::default()) };
        let rest = bytes.get(*at..).unwrap_or_default();
        let (value, after) = postcard::take_from_bytes(rest).map_err(D::Error::custom)?;
        *at += rest.len() - after.len();
        Ok(value)
    })
}
