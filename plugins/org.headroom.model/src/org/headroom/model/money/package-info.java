/** Money and the names that hold it, in integer base units. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.money;
