/** What a rig's GPUs are and what they say. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.gpu;
