/** Commands that work a rig that runs, with or without a window. */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.rig;
