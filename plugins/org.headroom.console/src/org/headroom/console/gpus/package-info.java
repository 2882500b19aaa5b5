/** The table of the rig's GPUs. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.gpus;
