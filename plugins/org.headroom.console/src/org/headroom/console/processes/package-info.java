/** The programs that use the GPUs. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.processes;
