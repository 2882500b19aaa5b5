/** The pure lease machine, the bid engine and the one loop that owns all lease state. */
@org.jspecify.annotations.NullMarked
package org.headroom.engine;
