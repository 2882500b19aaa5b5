/** The rig put together: the same engine with or without a window. */
@org.jspecify.annotations.NullMarked
package org.headroom.agent;
