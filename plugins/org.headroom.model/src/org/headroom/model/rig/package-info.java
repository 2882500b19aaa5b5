/** The rig as a whole, as the console shows it. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.rig;
