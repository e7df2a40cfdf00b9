//! [`Allocated`] memory is shared by an [`Arc`].

use super::{Allocated, Sharing};
use crate::sync::Arc;

impl<V> Sharing<V> for Allocated {
    type Pointer = Arc<V>;
}
