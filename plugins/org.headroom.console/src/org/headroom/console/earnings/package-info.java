/** What the rig earned. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.earnings;
