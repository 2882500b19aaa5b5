/** What stands in a table's cells, with no widget in sight: presenters make it, tests read it. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.cell;
