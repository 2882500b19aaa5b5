/** When the owner lets the rig have the GPUs, and what happens when they are wanted back. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.availability;
