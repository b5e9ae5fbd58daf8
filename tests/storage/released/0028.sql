BEGIN TRANSACTION;
CREATE TABLE activity (
	user_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	message_id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	actor_id VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_activity PRIMARY KEY (user_id, kind, message_id), 
	CONSTRAINT ck_activity_kind CHECK (kind IN ('mention', 'reply', 'reaction', 'thread')), 
	CONSTRAINT fk_activity_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_activity_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_activity_actor_id FOREIGN KEY(actor_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "activity" VALUES('24n10jynj0fh','reaction','01m831f9rke8ve1qjs','790mzxmqrnzc','2dpszpk04r6v',1795398543123);
INSERT INTO "activity" VALUES('2dpszpk04r6v','mention','01m831f9rkknjvnewv','790mzxmqrnzc','3p590k2fzxbs',1795398543123);
INSERT INTO "activity" VALUES('2dpszpk04r6v','thread','01m831f9rkknjvnewv','790mzxmqrnzc','2dpszpk04r6v',1795398543123);
INSERT INTO "activity" VALUES('3p590k2fzxbs','reply','01m831f9rkjsmn6tmx','790mzxmqrnzc','2dpszpk04r6v',1795398543123);
INSERT INTO "activity" VALUES('3p590k2fzxbs','thread','01m831f9rkknjvnewv','790mzxmqrnzc','3p590k2fzxbs',1795398543123);
CREATE TABLE activity_seen (
	user_id VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_activity_seen PRIMARY KEY (user_id), 
	CONSTRAINT fk_activity_seen_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "activity_seen" VALUES('2dpszpk04r6v',1795398543123);
CREATE TABLE addresses (
	host VARCHAR NOT NULL, 
	port INTEGER NOT NULL, 
	seen_at INTEGER NOT NULL, 
	CONSTRAINT pk_addresses PRIMARY KEY (host, port)
)
 WITHOUT ROWID

;
INSERT INTO "addresses" VALUES('192.0.2.1',8765,1795398543123);
INSERT INTO "addresses" VALUES('office.local',8765,1795398543123);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0028');
CREATE TABLE answers (
	message_id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	item INTEGER NOT NULL, 
	at INTEGER, 
	CONSTRAINT pk_answers PRIMARY KEY (message_id, user_id, item), 
	CONSTRAINT fk_answers_message_id FOREIGN KEY(message_id) REFERENCES messages (id), 
	CONSTRAINT fk_answers_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "answers" VALUES('01m831f9rkkbbbdg4f','2dpszpk04r6v',1,1795398543123);
CREATE TABLE attachments (
	id VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	owner_id VARCHAR NOT NULL, 
	message_id VARCHAR, 
	room_id VARCHAR, 
	seq INTEGER, 
	name VARCHAR NOT NULL, 
	hints VARCHAR, 
	created_at INTEGER NOT NULL, poster VARCHAR, 
	CONSTRAINT pk_attachments PRIMARY KEY (id), 
	CONSTRAINT fk_attachments_hash FOREIGN KEY(hash) REFERENCES blobs (hash), 
	CONSTRAINT fk_attachments_owner_id FOREIGN KEY(owner_id) REFERENCES users (id), 
	CONSTRAINT fk_attachments_message_id FOREIGN KEY(message_id) REFERENCES messages (id), 
	CONSTRAINT fk_attachments_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
);
INSERT INTO "attachments" VALUES('gBd1-YHwBROOvNEwAfx1DQ','abababababababababababababababababababababababababababababababab','3p590k2fzxbs','01m831f9rk2jcmrqpb','12a6sn4mmb00',23,'plan.txt','{"width":3}',1795398543123,NULL);
INSERT INTO "attachments" VALUES('2ZRrPcMh8BzZ3cfJGDMXjA','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','3p590k2fzxbs','01m831f9rkqh25c0rz','12a6sn4mmb00',24,'roof.png',NULL,1795398543123,NULL);
INSERT INTO "attachments" VALUES('rIfd0iZVzXtN761Tl40LRQ','efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef','3p590k2fzxbs','01m831f9rkprvqxymy','12a6sn4mmb00',25,'note.webm',NULL,1795398543123,NULL);
CREATE TABLE audit (
	n INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	act VARCHAR NOT NULL, 
	actor_id VARCHAR, 
	subject_id VARCHAR, 
	detail VARCHAR NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (n), 
	CONSTRAINT fk_audit_actor_id FOREIGN KEY(actor_id) REFERENCES users (id), 
	CONSTRAINT fk_audit_subject_id FOREIGN KEY(subject_id) REFERENCES users (id)
);
INSERT INTO "audit" VALUES(1,1795398543123,'ways_changed','3p590k2fzxbs',NULL,'{"from": ["link"], "to": ["link", "pin", "knock"]}');
INSERT INTO "audit" VALUES(2,1795398543123,'invite_made','3p590k2fzxbs',NULL,'{"label": "Guests", "role": "guest", "read_only": true}');
INSERT INTO "audit" VALUES(3,1795398543123,'invite_made','3p590k2fzxbs',NULL,'{"label": "Old", "role": "member", "read_only": false}');
INSERT INTO "audit" VALUES(4,1795398543123,'invite_revoked','3p590k2fzxbs',NULL,'{"label": "Old", "role": "member", "read_only": false}');
INSERT INTO "audit" VALUES(5,1795398543123,'banned','3p590k2fzxbs','9jn00c5vnxkg','{}');
INSERT INTO "audit" VALUES(6,1795398543123,'link_renewed','3p590k2fzxbs',NULL,'{}');
INSERT INTO "audit" VALUES(7,1795398543123,'pin_renewed','3p590k2fzxbs',NULL,'{}');
INSERT INTO "audit" VALUES(8,1795398543123,'recovery_link','3p590k2fzxbs','facanrtjrp40','{}');
INSERT INTO "audit" VALUES(9,1795398543123,'secure_mode','3p590k2fzxbs',NULL,'{"on": true}');
INSERT INTO "audit" VALUES(10,1795398543123,'link_hosts_changed','3p590k2fzxbs',NULL,'{"added": ["wiki.lan"], "removed": []}');
INSERT INTO "audit" VALUES(11,1795398543123,'office_language_changed','3p590k2fzxbs',NULL,'{"from": "en", "to": "de"}');
INSERT INTO "audit" VALUES(12,1795398543123,'front_desk_made','24n10jynj0fh',NULL,'{"name": "Front desk"}');
INSERT INTO "audit" VALUES(13,1795398543123,'front_desk_made','24n10jynj0fh',NULL,'{"name": "Old desk"}');
INSERT INTO "audit" VALUES(14,1795398543123,'front_desk_ended','3p590k2fzxbs',NULL,'{"name": "Old desk"}');
INSERT INTO "audit" VALUES(15,1795398543123,'standby_added','3p590k2fzxbs','24n10jynj0fh','{"name": "Ben''s PC"}');
CREATE TABLE blobs (
	hash VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	state VARCHAR DEFAULT 'plain' NOT NULL, 
	width INTEGER, 
	height INTEGER, 
	tiny BLOB, 
	pages INTEGER, 
	animated BOOLEAN DEFAULT '0' NOT NULL, 
	served VARCHAR DEFAULT 'same' NOT NULL, made_bytes INTEGER, 
	CONSTRAINT pk_blobs PRIMARY KEY (hash)
);
INSERT INTO "blobs" VALUES('abababababababababababababababababababababababababababababababab',5,'text','text/plain; charset=utf-8',1795398543123,'plain',NULL,NULL,NULL,NULL,0,'same',NULL);
INSERT INTO "blobs" VALUES('cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd',9,'image','image/png',1795398543123,'made',640,480,X'524946463030303057454250',NULL,0,'copy',0);
INSERT INTO "blobs" VALUES('efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef',5,'voice','audio/webm',1795398543123,'plain',NULL,NULL,NULL,NULL,0,'same',NULL);
CREATE TABLE content_moments (
	message_id VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	changed BOOLEAN NOT NULL, 
	CONSTRAINT pk_content_moments PRIMARY KEY (message_id, what), 
	CONSTRAINT ck_content_moments_what CHECK (what IN ('publish', 'end', 'remind')), 
	CONSTRAINT fk_content_moments_message_id FOREIGN KEY(message_id) REFERENCES messages (id)
)
 WITHOUT ROWID

;
INSERT INTO "content_moments" VALUES('01m831f9rkkbbbdg4f','end',1795402143123,0);
INSERT INTO "content_moments" VALUES('01m831f9rkkbbbdg4f','publish',1795398544123,0);
CREATE TABLE drafts (
	user_id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	reply_to VARCHAR, 
	changed_at INTEGER NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (user_id, room_id), 
	CONSTRAINT fk_drafts_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_drafts_room_id FOREIGN KEY(room_id) REFERENCES rooms (id) ON DELETE CASCADE
);
INSERT INTO "drafts" VALUES('2dpszpk04r6v','12a6sn4mmb00','Half a',NULL,1795398543123);
CREATE TABLE file_totals (
	owner_id VARCHAR NOT NULL, 
	files INTEGER NOT NULL, 
	bytes INTEGER NOT NULL, 
	CONSTRAINT pk_file_totals PRIMARY KEY (owner_id), 
	CONSTRAINT fk_file_totals_owner_id FOREIGN KEY(owner_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "file_totals" VALUES('3p590k2fzxbs',3,19);
CREATE TABLE front_desk_people (
	desk_id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	CONSTRAINT pk_front_desk_people PRIMARY KEY (desk_id, user_id), 
	CONSTRAINT fk_front_desk_people_desk_id FOREIGN KEY(desk_id) REFERENCES front_desks (id), 
	CONSTRAINT fk_front_desk_people_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "front_desk_people" VALUES('23080ws65jkj','2dpszpk04r6v');
CREATE TABLE front_desk_pins (
	user_id VARCHAR NOT NULL, 
	pin_hash VARCHAR NOT NULL, 
	length INTEGER NOT NULL, 
	set_at INTEGER NOT NULL, 
	CONSTRAINT pk_front_desk_pins PRIMARY KEY (user_id), 
	CONSTRAINT fk_front_desk_pins_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "front_desk_pins" VALUES('2dpszpk04r6v','pin hash',4,1795398543123);
CREATE TABLE front_desks (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	token_hash BLOB NOT NULL, 
	lock_seconds INTEGER NOT NULL, 
	creator_id VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	ended_at INTEGER, 
	address VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, 
	CONSTRAINT pk_front_desks PRIMARY KEY (id), 
	CONSTRAINT fk_front_desks_creator_id FOREIGN KEY(creator_id) REFERENCES users (id), 
	CONSTRAINT uq_front_desks_token_hash UNIQUE (token_hash)
);
INSERT INTO "front_desks" VALUES('23080ws65jkj','Front desk',X'014BB6A3A13C53DB48EF8031F8DEE7813DE0297044D91F18BE92A5A3E498C797',60,'24n10jynj0fh',1795398543123,NULL,'192.0.2.8','Phone');
INSERT INTO "front_desks" VALUES('5rzkb60xxz6x','Old desk',X'F082612EE95CD184EBCE6010C17566A8B34945052F95B111172CAD203DE8BDA4',60,'24n10jynj0fh',1795398543123,1795398543123,'192.0.2.8','Phone');
CREATE TABLE invite_rooms (
	invite_id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	CONSTRAINT pk_invite_rooms PRIMARY KEY (invite_id, room_id), 
	CONSTRAINT fk_invite_rooms_invite_id FOREIGN KEY(invite_id) REFERENCES invites (id), 
	CONSTRAINT fk_invite_rooms_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
)
 WITHOUT ROWID

;
INSERT INTO "invite_rooms" VALUES('kpd9w6ya6emx','1zt22vg7k255');
CREATE TABLE invites (
	id VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	read_only BOOLEAN NOT NULL, 
	creator_id VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	expires_at INTEGER, 
	revoked_at INTEGER, 
	joined INTEGER NOT NULL, 
	CONSTRAINT pk_invites PRIMARY KEY (id), 
	CONSTRAINT ck_invites_role CHECK (role IN ('member', 'guest')), 
	CONSTRAINT fk_invites_creator_id FOREIGN KEY(creator_id) REFERENCES users (id), 
	CONSTRAINT uq_invites_code UNIQUE (code)
);
INSERT INTO "invites" VALUES('kpd9w6ya6emx','bRAdFrh6BZRjpPpHlFhjvg','Guests','guest',1,'3p590k2fzxbs',1795398543123,1795402143123,NULL,1);
INSERT INTO "invites" VALUES('qn997ya6bpmt','0qnEbERPSRSt1npmVnja3Q','Old','member',0,'3p590k2fzxbs',1795398543123,NULL,1795398543123,0);
CREATE TABLE link_cards (
	url VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	fetched_at INTEGER NOT NULL, 
	CONSTRAINT pk_link_cards PRIMARY KEY (url)
)
 WITHOUT ROWID

;
INSERT INTO "link_cards" VALUES('https://wiki.lan/rota','Front desk rota','Who sits there',1795398543123);
CREATE TABLE memberships (
	user_id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	read_seq INTEGER NOT NULL, 
	involvement VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	CONSTRAINT pk_memberships PRIMARY KEY (user_id, room_id), 
	CONSTRAINT ck_memberships_involvement CHECK (involvement IN ('everything', 'mentions', 'nothing', 'hidden')), 
	CONSTRAINT fk_memberships_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_memberships_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "memberships" VALUES('24n10jynj0fh','12a6sn4mmb00',18,'everything',1795397343123);
INSERT INTO "memberships" VALUES('24n10jynj0fh','3y1vjxnczc55',0,'everything',1795397343123);
INSERT INTO "memberships" VALUES('24n10jynj0fh','790mzxmqrnzc',4,'everything',1795397343123);
INSERT INTO "memberships" VALUES('2dpszpk04r6v','12a6sn4mmb00',22,'everything',1795397343123);
INSERT INTO "memberships" VALUES('2dpszpk04r6v','790mzxmqrnzc',1,'mentions',1795397343123);
INSERT INTO "memberships" VALUES('2dpszpk04r6v','7yfrg3wxd17y',0,'everything',1795397343123);
INSERT INTO "memberships" VALUES('3p590k2fzxbs','12a6sn4mmb00',25,'everything',1795397343123);
INSERT INTO "memberships" VALUES('3p590k2fzxbs','1zt22vg7k255',0,'everything',1795398543123);
INSERT INTO "memberships" VALUES('3p590k2fzxbs','790mzxmqrnzc',1,'everything',1795397343123);
INSERT INTO "memberships" VALUES('3p590k2fzxbs','7yfrg3wxd17y',1,'everything',1795397343123);
INSERT INTO "memberships" VALUES('facanrtjrp40','1zt22vg7k255',0,'everything',1795398543123);
INSERT INTO "memberships" VALUES('tpk48dhsccc7','12a6sn4mmb00',20,'everything',1795397343123);
CREATE TABLE mentions (
	user_id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_mentions PRIMARY KEY (user_id, room_id, seq), 
	CONSTRAINT fk_mentions_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_mentions_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "mentions" VALUES('2dpszpk04r6v','790mzxmqrnzc',1);
CREATE TABLE message_versions (
	message_id VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	CONSTRAINT pk_message_versions PRIMARY KEY (message_id, at), 
	CONSTRAINT fk_message_versions_message_id FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);
INSERT INTO "message_versions" VALUES('01m831f9rke8ve1qjs',1795398543123,'Teh tea');
INSERT INTO "message_versions" VALUES('01m831f9rkab635nda',1795398543123,'frist');
CREATE TABLE messages (
	n INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	rev INTEGER NOT NULL, 
	sender_id VARCHAR NOT NULL, 
	client_id VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	edited_at INTEGER, 
	deleted BOOLEAN NOT NULL, 
	reply_to VARCHAR, 
	mentions VARCHAR, 
	reactions VARCHAR, content VARCHAR, root_id VARCHAR, thread VARCHAR, pinned VARCHAR, 
	CONSTRAINT pk_messages PRIMARY KEY (n), 
	CONSTRAINT fk_messages_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_messages_sender_id FOREIGN KEY(sender_id) REFERENCES users (id), 
	CONSTRAINT uq_messages_id UNIQUE (id), 
	CONSTRAINT uq_messages_room_id_seq UNIQUE (room_id, seq), 
	CONSTRAINT uq_messages_sender_id_client_id UNIQUE (sender_id, client_id)
);
INSERT INTO "messages" VALUES(1,'01m830cgfkxng0dzey','12a6sn4mmb00',1,1,'3p590k2fzxbs','c1','Number 0: coffee? ☕ ''quoted'' "twice"',1795397403123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(2,'01m830eb2kavpm5m4x','12a6sn4mmb00',2,2,'24n10jynj0fh','c2','Number 1: coffee? ☕ ''quoted'' "twice"',1795397463123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(3,'01m830g5nkanzxtbtc','12a6sn4mmb00',3,3,'2dpszpk04r6v','c3','Number 2: coffee? ☕ ''quoted'' "twice"',1795397523123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(4,'01m830j08kz4q2es0g','12a6sn4mmb00',4,4,'tpk48dhsccc7','c4','Number 3: coffee? ☕ ''quoted'' "twice"',1795397583123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(5,'01m830ktvk9q455mpc','12a6sn4mmb00',5,5,'3p590k2fzxbs','c5','Number 4: coffee? ☕ ''quoted'' "twice"',1795397643123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(6,'01m830nnek3877phjg','12a6sn4mmb00',6,6,'24n10jynj0fh','c6','Number 5: coffee? ☕ ''quoted'' "twice"',1795397703123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(7,'01m830qg1k1nmmscyh','12a6sn4mmb00',7,7,'2dpszpk04r6v','c7','Number 6: coffee? ☕ ''quoted'' "twice"',1795397763123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(8,'01m830samkefmzccv0','12a6sn4mmb00',8,8,'tpk48dhsccc7','c8','Number 7: coffee? ☕ ''quoted'' "twice"',1795397823123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(9,'01m830v57ktwtgf3bj','12a6sn4mmb00',9,9,'3p590k2fzxbs','c9','Number 8: coffee? ☕ ''quoted'' "twice"',1795397883123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(10,'01m830wztkkv1jc5gz','12a6sn4mmb00',10,10,'24n10jynj0fh','c10','Number 9: coffee? ☕ ''quoted'' "twice"',1795397943123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(11,'01m830ytdkks6vwnyz','12a6sn4mmb00',11,11,'2dpszpk04r6v','c11','Number 10: coffee? ☕ ''quoted'' "twice"',1795398003123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(12,'01m8310n0kgtdae0ty','12a6sn4mmb00',12,12,'tpk48dhsccc7','c12','Number 11: coffee? ☕ ''quoted'' "twice"',1795398063123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(13,'01m8312fkkzdsqhm0p','12a6sn4mmb00',13,13,'3p590k2fzxbs','c13','Number 12: coffee? ☕ ''quoted'' "twice"',1795398123123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(14,'01m8314a6kx48dpe84','12a6sn4mmb00',14,14,'24n10jynj0fh','c14','Number 13: coffee? ☕ ''quoted'' "twice"',1795398183123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(15,'01m83164skf7tqnnkr','12a6sn4mmb00',15,15,'2dpszpk04r6v','c15','Number 14: coffee? ☕ ''quoted'' "twice"',1795398243123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(16,'01m8317zcksp2sv2yz','12a6sn4mmb00',16,16,'tpk48dhsccc7','c16','Number 15: coffee? ☕ ''quoted'' "twice"',1795398303123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(17,'01m8319szk3ev5y3x9','12a6sn4mmb00',17,17,'3p590k2fzxbs','c17','Number 16: coffee? ☕ ''quoted'' "twice"',1795398363123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(18,'01m831bmjk60xawerc','12a6sn4mmb00',18,18,'24n10jynj0fh','c18','Number 17: coffee? ☕ ''quoted'' "twice"',1795398423123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(19,'01m831df5kpy9dzd3e','12a6sn4mmb00',19,19,'2dpszpk04r6v','c19','Number 18: coffee? ☕ ''quoted'' "twice"',1795398483123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(20,'01m831f9rk18mqrzhb','12a6sn4mmb00',20,20,'tpk48dhsccc7','c20','Number 19: coffee? ☕ ''quoted'' "twice"',1795398543123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(21,'01m831f9rkknjvnewv','790mzxmqrnzc',1,1,'3p590k2fzxbs','c21','@Cleo, will you bring the cups?',1795398543123,NULL,0,NULL,'["2dpszpk04r6v"]',NULL,NULL,NULL,'{"replies": 1, "last_at": 1795398543123, "user_ids": ["2dpszpk04r6v"], "author_id": "3p590k2fzxbs"}',NULL);
INSERT INTO "messages" VALUES(22,'01m831f9rkjsmn6tmx','790mzxmqrnzc',2,2,'2dpszpk04r6v','c22','Yes.',1795398543123,NULL,0,'01m831f9rkknjvnewv',NULL,NULL,NULL,'01m831f9rkknjvnewv','{"replies": 1, "last_at": 1795398543123, "user_ids": ["2dpszpk04r6v"], "author_id": "3p590k2fzxbs"}',NULL);
INSERT INTO "messages" VALUES(23,'01m831f9rke8ve1qjs','790mzxmqrnzc',3,9,'24n10jynj0fh','c23','The tea',1795398543123,1795398543123,0,NULL,NULL,'[["👍", ["3p590k2fzxbs", "2dpszpk04r6v"]], ["🎉", ["24n10jynj0fh"]]]',NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(24,'01m831f9rkm7b502cy','790mzxmqrnzc',4,6,'24n10jynj0fh','c24','',1795398543123,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(25,'01m831f9rkxebwh7bz','7yfrg3wxd17y',1,1,'3p590k2fzxbs','c25','Between us',1795398543123,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(26,'01m831f9rkkbbbdg4f','12a6sn4mmb00',21,22,'3p590k2fzxbs','c26','Where do we eat?
- Here
- There',1795398543123,NULL,0,NULL,NULL,NULL,'{"poll":{"question":"Where do we eat?","options":[{"text":"Here","votes":0,"user_ids":[]},{"text":"There","votes":1,"user_ids":["2dpszpk04r6v"]}],"many":false,"secret":false,"ends_at":1795402143123,"ended_at":null,"voters":1}}',NULL,NULL,NULL);
INSERT INTO "messages" VALUES(27,'01m831f9rkab635nda','12a6sn4mmb00',22,24,'2dpszpk04r6v','c27','first',1795398543123,1795398543123,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(28,'01m831f9rk2jcmrqpb','12a6sn4mmb00',23,25,'3p590k2fzxbs','c28','The plan',1795398543123,NULL,0,NULL,NULL,NULL,'{"attachments":[{"id":"gBd1-YHwBROOvNEwAfx1DQ","name":"plan.txt","size":5,"kind":"text","type":"text/plain; charset=utf-8","width":3}]}',NULL,NULL,NULL);
INSERT INTO "messages" VALUES(29,'01m831f9rkqh25c0rz','12a6sn4mmb00',24,27,'3p590k2fzxbs','c29','',1795398543123,NULL,0,NULL,NULL,NULL,'{"attachments":[{"id":"2ZRrPcMh8BzZ3cfJGDMXjA","name":"roof.png","size":9,"kind":"image","type":"image/png","width":640,"height":480,"thumb":true,"preview":true,"tiny":"data:image/webp;base64,UklGRjAwMDBXRUJQ"}]}',NULL,NULL,NULL);
INSERT INTO "messages" VALUES(30,'01m831f9rkprvqxymy','12a6sn4mmb00',25,28,'3p590k2fzxbs','c30','',1795398543123,NULL,0,NULL,NULL,NULL,'{"attachments":[{"id":"rIfd0iZVzXtN761Tl40LRQ","name":"note.webm","size":5,"kind":"voice","type":"audio/webm"}]}',NULL,NULL,NULL);
CREATE TABLE office (
	"row" INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	join_code VARCHAR NOT NULL, 
	users_rev INTEGER NOT NULL, 
	port INTEGER, 
	created_at INTEGER NOT NULL, identity_seed BLOB, identity_key BLOB, ways VARCHAR DEFAULT 'link' NOT NULL, pin VARCHAR, secure_since INTEGER, link_hosts VARCHAR, file_rule VARCHAR, retention VARCHAR, term INTEGER DEFAULT '1' NOT NULL, members_export BOOLEAN DEFAULT '0' NOT NULL, language VARCHAR, 
	CONSTRAINT pk_office PRIMARY KEY ("row"), 
	CONSTRAINT ck_office_single CHECK (row = 1)
);
INSERT INTO "office" VALUES(1,'mpjf01xbrkfy','Harbour Street','SLTUlZWUOdQNk7U_OfpCGw',8,NULL,1795397343123,X'C1A301C7EB916DDF91B242BA13C3145796D0828BE6C58220836D93465B95A3D1',X'6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B','link,pin,knock','685306',1795398543123,'wiki.lan',NULL,NULL,1,0,'de');
CREATE TABLE played_voices (
	user_id VARCHAR NOT NULL, 
	attachment_id VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_played_voices PRIMARY KEY (user_id, attachment_id), 
	CONSTRAINT fk_played_voices_user_id FOREIGN KEY(user_id) REFERENCES users (id)
)
 WITHOUT ROWID

;
INSERT INTO "played_voices" VALUES('2dpszpk04r6v','rIfd0iZVzXtN761Tl40LRQ',1795398543123);
CREATE TABLE preferences (
	user_id VARCHAR NOT NULL, 
	settings VARCHAR NOT NULL, 
	CONSTRAINT pk_preferences PRIMARY KEY (user_id), 
	CONSTRAINT fk_preferences_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "preferences" VALUES('2dpszpk04r6v','{"enter_sends": false}');
CREATE TABLE rooms (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR, 
	name_key VARCHAR, 
	topic VARCHAR NOT NULL, 
	home BOOLEAN NOT NULL, 
	direct_key VARCHAR, 
	creator_id VARCHAR, 
	last_seq INTEGER NOT NULL, 
	last_rev INTEGER NOT NULL, 
	member_count INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, description VARCHAR DEFAULT '' NOT NULL, archived_at INTEGER, deleted_at INTEGER, pinned_line VARCHAR, 
	CONSTRAINT pk_rooms PRIMARY KEY (id), 
	CONSTRAINT ck_rooms_kind CHECK (kind IN ('open', 'closed', 'direct')), 
	CONSTRAINT fk_rooms_creator_id FOREIGN KEY(creator_id) REFERENCES users (id), 
	CONSTRAINT uq_rooms_direct_key UNIQUE (direct_key)
);
INSERT INTO "rooms" VALUES('12a6sn4mmb00','open','General','general','',1,NULL,NULL,25,28,4,1795397343123,'',NULL,NULL,NULL);
INSERT INTO "rooms" VALUES('790mzxmqrnzc','closed','Kitchen','kitchen','Who cooks, and when',0,NULL,'3p590k2fzxbs',4,9,3,1795397343123,'',NULL,NULL,NULL);
INSERT INTO "rooms" VALUES('3y1vjxnczc55','open','Ideas','ideas','',0,NULL,'24n10jynj0fh',0,0,1,1795397343123,'',NULL,NULL,NULL);
INSERT INTO "rooms" VALUES('7yfrg3wxd17y','direct',NULL,NULL,'',0,'cf6f793b4e7ac16b9b1800894912076a7f2ff74490c20083f18e93465cc3766b','3p590k2fzxbs',1,1,2,1795397343123,'',NULL,NULL,NULL);
INSERT INTO "rooms" VALUES('1zt22vg7k255','closed','Garden','garden','',0,NULL,'3p590k2fzxbs',0,0,2,1795398543123,'',NULL,NULL,NULL);
CREATE TABLE saved (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	message_id VARCHAR, 
	room_id VARCHAR, 
	note VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	remind_at INTEGER, 
	reminded_at INTEGER, 
	CONSTRAINT pk_saved PRIMARY KEY (id), 
	CONSTRAINT fk_saved_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_saved_message_id FOREIGN KEY(message_id) REFERENCES messages (id), 
	CONSTRAINT fk_saved_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT uq_saved_user_id_message_id UNIQUE (user_id, message_id)
);
INSERT INTO "saved" VALUES('01m831f9rk6824hfz4','2dpszpk04r6v',NULL,NULL,'Water the plants',1795398543123,NULL,NULL);
CREATE TABLE scheduled_messages (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	room_id VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	reply_to VARCHAR, 
	send_at INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	problem VARCHAR, 
	CONSTRAINT pk_scheduled_messages PRIMARY KEY (id), 
	CONSTRAINT fk_scheduled_messages_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_scheduled_messages_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
);
INSERT INTO "scheduled_messages" VALUES('9pyrrsjme94n','3p590k2fzxbs','12a6sn4mmb00','later',NULL,1795402143123,1795398543123,NULL);
CREATE TABLE search_todo (
	change INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	n INTEGER NOT NULL, 
	room_id VARCHAR NOT NULL, 
	sender_id VARCHAR NOT NULL, 
	body VARCHAR, 
	content VARCHAR, 
	created_at INTEGER NOT NULL
);
INSERT INTO "search_todo" VALUES(1,23,'790mzxmqrnzc','24n10jynj0fh','Teh tea',NULL,1795398543123);
INSERT INTO "search_todo" VALUES(2,24,'790mzxmqrnzc','24n10jynj0fh','Wrong room',NULL,1795398543123);
INSERT INTO "search_todo" VALUES(3,27,'12a6sn4mmb00','2dpszpk04r6v','frist',NULL,1795398543123);
INSERT INTO "search_todo" VALUES(4,29,'12a6sn4mmb00','3p590k2fzxbs','','{"attachments":[{"id":"2ZRrPcMh8BzZ3cfJGDMXjA","name":"roof.png","size":9,"kind":"file","type":"application/octet-stream","state":"fresh"}]}',1795398543123);
CREATE TABLE sessions (
	id VARCHAR NOT NULL, 
	token_hash BLOB NOT NULL, 
	user_id VARCHAR NOT NULL, 
	created_at INTEGER NOT NULL, 
	seen_at INTEGER NOT NULL, 
	ended_at INTEGER, 
	address VARCHAR NOT NULL, 
	agent VARCHAR NOT NULL, desk_id VARCHAR, 
	CONSTRAINT pk_sessions PRIMARY KEY (id), 
	CONSTRAINT fk_sessions_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT uq_sessions_token_hash UNIQUE (token_hash)
);
INSERT INTO "sessions" VALUES('sgpwhp5dps1s',X'0ED2EFF96371787AA9CD05B1320AFD39A2DD7F36EF907B6B32EFCD310B62FF3D','3p590k2fzxbs',1795397343123,1795397343123,NULL,'192.0.2.7','Firefox',NULL);
INSERT INTO "sessions" VALUES('1p39es041nvf',X'07BEB929D364259A2C57025716E3935D5CC6352D656DF3072D51D123C423C60E','24n10jynj0fh',1795397343123,1795397343123,1795398543123,'192.0.2.7','Firefox',NULL);
INSERT INTO "sessions" VALUES('6j2qhwr64kh6',X'68D0840ACDA5C060DBDD30AD29EBA02A9E3C991EE85CED33625C31C9A9C5CC22','2dpszpk04r6v',1795397343123,1795397343123,NULL,'192.0.2.7','Firefox',NULL);
INSERT INTO "sessions" VALUES('7j2gvktsjmep',X'9716FF370380914D9B7AA93A73A632DA6429C9D6EB6E199ADA8F2F0AE44F9F61','tpk48dhsccc7',1795397343123,1795397343123,1795398543123,'192.0.2.7','Firefox',NULL);
INSERT INTO "sessions" VALUES('hzk1td5wbmer',X'32A293A24557FB99B203C0806144ADBB8D9D9360678786D22F8A27B61BCCE416','tpk48dhsccc7',1795398543123,1795398543123,NULL,'192.0.2.8','Phone',NULL);
INSERT INTO "sessions" VALUES('1gkw9z42kc6x',X'202138FD7CADA8F94475639273F6CD8BBC8528E8457102B50BB6EF5D49692B81','facanrtjrp40',1795398543123,1795398543123,NULL,'192.0.2.8','Phone',NULL);
INSERT INTO "sessions" VALUES('8e7zv4fvs93d',X'145B376CDFCF8A68EB1FFBB8E05C36D0D26379C5DDAC801F0BBB42C9298C3FD0','9jn00c5vnxkg',1795398543123,1795398543123,1795398543123,'192.0.2.7','Firefox',NULL);
INSERT INTO "sessions" VALUES('5n4749r2z7k6',X'0059462BD3FAB0FEE8E830BC78E693214A1428000086389D9B8B7EE8492CA6E2','2dpszpk04r6v',1795398543123,1795398543123,NULL,'192.0.2.8','Phone',NULL);
INSERT INTO "sessions" VALUES('m0k4hy60epxj',X'D3C21CE444DB99BAF46DC1226658EF400C570CBD2F9346FD557ADCE35390A003','24n10jynj0fh',1795398543123,1795398543123,1795398543123,'192.0.2.8','Phone',NULL);
INSERT INTO "sessions" VALUES('4bbsjhd00bqz',X'3BB56D4624F74B287F612D016775B8316B46BD84D43FE489533802DF557D75F9','24n10jynj0fh',1795398543123,1795398543123,1795398543123,'192.0.2.8','Phone',NULL);
INSERT INTO "sessions" VALUES('jsktf2yv60wt',X'AAF9F44190F63B78C2B8CA17825C8F4901EB01284D2BDA83AA6C0E666AE68B4D','2dpszpk04r6v',1795398543123,1795398543123,NULL,'192.0.2.8','Phone','23080ws65jkj');
CREATE TABLE sidebars (
	user_id VARCHAR NOT NULL, 
	sections VARCHAR NOT NULL, 
	CONSTRAINT pk_sidebars PRIMARY KEY (user_id), 
	CONSTRAINT fk_sidebars_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "sidebars" VALUES('2dpszpk04r6v','[{"id":"favourites","rooms":["12a6sn4mmb00"]}]');
CREATE TABLE sign_in_links (
	id VARCHAR NOT NULL, 
	token_hash BLOB NOT NULL, 
	kind VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	creator_id VARCHAR NOT NULL, 
	session_id VARCHAR, 
	created_at INTEGER NOT NULL, 
	expires_at INTEGER NOT NULL, 
	used_at INTEGER, 
	CONSTRAINT pk_sign_in_links PRIMARY KEY (id), 
	CONSTRAINT ck_sign_in_links_kind CHECK (kind IN ('device', 'recovery')), 
	CONSTRAINT fk_sign_in_links_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_sign_in_links_creator_id FOREIGN KEY(creator_id) REFERENCES users (id), 
	CONSTRAINT fk_sign_in_links_session_id FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT uq_sign_in_links_token_hash UNIQUE (token_hash)
);
INSERT INTO "sign_in_links" VALUES('bq1gtcqwwcn2',X'A7FCF11D26DA6906480F0E580C64246AC807BC0077C8E2B60FAB99CADCBB4CA2','device','2dpszpk04r6v','2dpszpk04r6v','6j2qhwr64kh6',1795398543123,1795412943123,1795398543123);
INSERT INTO "sign_in_links" VALUES('ab0rdn2dcsnp',X'35EAD1426FED540C09D7B4C0E77D9C45C6068786620170FA2C6463854EC767E7','recovery','facanrtjrp40','3p590k2fzxbs',NULL,1795398543123,1795412943123,NULL);
CREATE TABLE snippets (
	user_id VARCHAR NOT NULL, 
	items VARCHAR NOT NULL, 
	CONSTRAINT pk_snippets PRIMARY KEY (user_id), 
	CONSTRAINT fk_snippets_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "snippets" VALUES('2dpszpk04r6v','[{"name":"thanks","text":"Thank you."}]');
CREATE TABLE standbys (
	id VARCHAR NOT NULL, 
	user_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	secret VARCHAR NOT NULL, 
	added_at INTEGER NOT NULL, 
	CONSTRAINT pk_standbys PRIMARY KEY (id), 
	CONSTRAINT fk_standbys_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "standbys" VALUES('5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a','24n10jynj0fh','Ben''s PC','5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b',1795398543123);
CREATE TABLE uploads (
	id VARCHAR NOT NULL, 
	owner_id VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	hints VARCHAR, 
	created_at INTEGER NOT NULL, 
	expires_at INTEGER NOT NULL, 
	attachment_id VARCHAR, poster_of VARCHAR, 
	CONSTRAINT pk_uploads PRIMARY KEY (id), 
	CONSTRAINT fk_uploads_owner_id FOREIGN KEY(owner_id) REFERENCES users (id)
);
INSERT INTO "uploads" VALUES('s1chTMtm-cW1gH-EqcSkxA','3p590k2fzxbs',7,'not finished.bin',NULL,1795398543123,1795571343123,NULL,NULL);
INSERT INTO "uploads" VALUES('au4u-RtQhG5hewvmBQHNUQ','3p590k2fzxbs',5,'plan.txt','{"width":3}',1795398543123,1795484943123,'gBd1-YHwBROOvNEwAfx1DQ',NULL);
INSERT INTO "uploads" VALUES('ulcJGyEdqpIcQD1kLcmwIA','3p590k2fzxbs',9,'roof.png',NULL,1795398543123,1795484943123,'2ZRrPcMh8BzZ3cfJGDMXjA',NULL);
INSERT INTO "uploads" VALUES('8x_P2x96O6poTr2seTRNBg','3p590k2fzxbs',5,'note.webm',NULL,1795398543123,1795484943123,'rIfd0iZVzXtN761Tl40LRQ',NULL);
CREATE TABLE users (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	created_at INTEGER NOT NULL, inactive_as VARCHAR, invite_id VARCHAR, read_only BOOLEAN DEFAULT 0 NOT NULL, availability VARCHAR, availability_ends INTEGER, time_zone VARCHAR, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT ck_users_role CHECK (role IN ('owner', 'admin', 'member', 'guest')), 
	CONSTRAINT uq_users_name_key UNIQUE (name_key)
);
INSERT INTO "users" VALUES('3p590k2fzxbs','Ana','ana','hash','owner',1,1795397343123,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "users" VALUES('24n10jynj0fh','Ben','ben','hash','admin',1,1795397343123,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "users" VALUES('2dpszpk04r6v','Cleo','cleo','hash','member',1,1795397343123,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "users" VALUES('tpk48dhsccc7','Dora','dora','another hash','member',1,1795397343123,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "users" VALUES('facanrtjrp40','Eve','eve','hash','guest',1,1795398543123,NULL,'kpd9w6ya6emx',1,NULL,NULL,NULL);
INSERT INTO "users" VALUES('9jn00c5vnxkg','Fred','fred','hash','member',0,1795398543123,'banned',NULL,0,NULL,NULL,NULL);
CREATE UNIQUE INDEX uq_rooms_open_name ON rooms (name_key) WHERE kind = 'open';
CREATE INDEX ix_sessions_user_id ON sessions (user_id);
CREATE INDEX ix_memberships_room_id ON memberships (room_id);
CREATE INDEX ix_messages_room_id_rev ON messages (room_id, rev);
CREATE INDEX ix_sign_in_links_user_id ON sign_in_links (user_id);
CREATE INDEX ix_content_moments_at ON content_moments (at);
CREATE INDEX ix_activity_user_id_at ON activity (user_id, at);
CREATE INDEX ix_activity_message_id ON activity (message_id) WHERE kind = 'thread';
CREATE INDEX ix_messages_root_id_seq ON messages (root_id, seq) WHERE root_id IS NOT NULL;
CREATE INDEX ix_messages_pinned ON messages (room_id) WHERE pinned IS NOT NULL;
CREATE INDEX ix_link_cards_fetched_at ON link_cards (fetched_at);
CREATE INDEX ix_saved_remind_at ON saved (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX ix_scheduled_messages_user_id ON scheduled_messages (user_id);
CREATE INDEX ix_scheduled_messages_send_at ON scheduled_messages (send_at);
CREATE INDEX ix_users_availability_ends ON users (availability_ends) WHERE availability_ends IS NOT NULL;
CREATE INDEX ix_saved_message_id ON saved (message_id);
CREATE INDEX ix_search_todo_n ON search_todo (n);
CREATE INDEX ix_blobs_created_at ON blobs (created_at) WHERE state = 'fresh';
CREATE INDEX ix_attachments_message_id ON attachments (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX ix_attachments_room_id_seq ON attachments (room_id, seq) WHERE room_id IS NOT NULL;
CREATE INDEX ix_attachments_created_at ON attachments (created_at) WHERE message_id IS NULL;
CREATE INDEX ix_attachments_hash ON attachments (hash);
CREATE INDEX ix_attachments_owner_id ON attachments (owner_id);
CREATE INDEX ix_uploads_expires_at ON uploads (expires_at);
CREATE INDEX ix_blobs_size ON blobs (size);
CREATE INDEX ix_attachments_sent ON attachments (created_at) WHERE message_id IS NOT NULL;
CREATE INDEX ix_attachments_poster ON attachments (poster) WHERE poster IS NOT NULL;
CREATE INDEX ix_sessions_desk_id ON sessions (desk_id) WHERE desk_id IS NOT NULL AND ended_at IS NULL;
CREATE INDEX ix_uploads_unfinished ON uploads (owner_id, expires_at, size) WHERE attachment_id IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('search_todo',4);
COMMIT;
