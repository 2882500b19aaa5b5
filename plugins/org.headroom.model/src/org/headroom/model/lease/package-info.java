/** A lease's life: its states, the events that move it, and the journal that remembers them. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.lease;
