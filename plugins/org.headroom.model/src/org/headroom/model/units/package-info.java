/** Units of measure as types, so that watts are never added to degrees. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.units;
