/** When the owner lets the rig work, seen and changed. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.availability;
