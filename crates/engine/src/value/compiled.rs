//! Dates in a compiled catalogue: three small numbers, so that the engine of the pages needs no second parser of dates.
//!
//! A field of type `Date` or `Option<Date>` says `#[serde(with = "crate::value::compiled")]`.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Year, month and day.
type Parts = (i16, i8, i8);

/// A date that is there, or one that may be.
pub(crate) trait Dated: Sized {
    /// As it is written.
    type Written: Serialize + for<'de> Deserialize<'de>;
    fn written(&self) -> Self::Written;
    fn read(written: Self::Written) -> Option<Self>;
}

impl Dated for Date {
    type Written = Parts;

    fn written(&self) -> Parts {
        (self.year(), self.month(), self.day())
    }

    fn read((year, month, day): Parts) -> Option<Self> {
        Date::new(year, month, day).ok()
    }
}

impl Dated for Option<Date> {
    type Written = Option<Parts>;

    fn written(&self) -> Option<Parts> {
        self.as_ref().map(Dated::written)
    }

    fn read(written: Option<Parts>) -> Option<Self> {
        match written {
            None => Some(None),
            Some(parts) => Date::read(parts).map(Some),
        }
    }
}

pub(crate) fn serialize<S: Serializer>(date: &impl Dated, serializer: S) -> Result<S::Ok, S::Error> {
    date.written().serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: Dated>(deserializer: D) -> Result<T, D::Error> {
    T::read(T::Written::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("there is no such day"))
}
