/** A table that is drawn, not assembled. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.table;
