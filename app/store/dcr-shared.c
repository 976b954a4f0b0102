/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-store.h"

/* In the order in which rows must be applied: a table after its parents. call_draft, learned,
 * need_count and setting never leave this desk; nor does a message that is still a draft. */
static const DcrSharedTable tables[] = {
  { "site", "id,name,active,version", DCR_SHARED_SERVER, "", "", "", "" },
  { "team", "id,site,name,active,version", DCR_SHARED_SERVER, "site", "site", "", "" },
  { "person", "id,display,role,team,active,version", DCR_SHARED_SERVER, "team", "team", "display", "" },
  { "reason",
    "id,parent,position,label,definition,example,counter_example,counter_reason,owner,valid_from,"
    "valid_to,checklist,version",
    DCR_SHARED_VERSIONED, "", "", "", "" },
  { "reason_successor", "reason,successor,weight,version", DCR_SHARED_VERSIONED, "reason", "", "", "" },
  { "facet", "id,parent,position,label,active,version", DCR_SHARED_VERSIONED, "", "", "", "" },
  { "service",
    "id,name,kind,number,price_class,hours,web,source,date,active,position,version",
    DCR_SHARED_VERSIONED, "", "", "", "" },
  { "caller", "id,display,number,email,agreed,last_contact,person,version", DCR_SHARED_VERSIONED,
    "person", "person", "display,number,email", "!caller", "last_contact" },
  { "call",
    "id,person,team,site,began,answered,ended,closed,called,caller_kind,caller,rank,reason,reason_path,"
    "first_reason,other_words,outcome,answered_too,service,callback_from,callback_to,nature,profile,"
    "facet1,facet2,facet3,tally,note,version",
    DCR_SHARED_VERSIONED, "person,reason,service,caller", "person", "note,other_words", "call-note", "closed" },
  { "call_article", "call,article,version,hash,title,opened,person", DCR_SHARED_APPEND, "call", "call", "", "" },
  { "call_passage", "call,position,article,version,address,heading,hash,ticked", DCR_SHARED_APPEND,
    "call", "call", "", "" },
  { "call_reason", "call,reason", DCR_SHARED_APPEND, "call,reason", "call", "", "" },
  { "article_text", "hash,text", DCR_SHARED_APPEND, "", "", "", "" },
  { "contact", "id,hash,at,reason,outcome,articles,promise", DCR_SHARED_APPEND, "reason", "", "hash",
    "!contact", "at" },
  { "access_journal", "id,at,person,action,object,detail", DCR_SHARED_APPEND, "person", "person", "",
    "!journal", "at" },
  { "search_log", "id,at,words,hits,opened", DCR_SHARED_APPEND, "", "", "words", "!search-log", "at" },
  { "read_mark", "person,article,version,hash,at", DCR_SHARED_VERSIONED, "person", "person", "", "" },
  { "template", "id,code,channel,name,scope,place,owner,state,approved,newest,version",
    DCR_SHARED_VERSIONED, "person", "place", "", "" },
  { "template_version", "template,number,subject,body,survey,author,written,approved,approver",
    DCR_SHARED_VERSIONED, "template,person", "template", "", "" },
  { "template_variable", "template,number,position,name,type,label,required,example",
    DCR_SHARED_APPEND, "template_version", "template", "", "" },
  { "template_quote", "template,number,article,address,article_version,date,heading,hash,text",
    DCR_SHARED_APPEND, "template_version", "template", "", "" },
  { "attachment", "id,name,mime,size,hash,content,version", DCR_SHARED_VERSIONED, "", "", "", "" },
  { "template_attachment", "template,number,position,attachment", DCR_SHARED_APPEND,
    "template_version,attachment", "template", "", "" },
  { "template_reason", "template,reason", DCR_SHARED_APPEND, "template,reason", "template", "", "" },
  { "message",
    "id,call,person,channel,state,template,template_number,title,recipient,recipient_hash,"
    "recipient_mask,subject,body,html,names,message_id,parts,written,queued,due,changed,handed,ended,attempts,"
    "why,cancel_asked,reports,replaces,version",
    DCR_SHARED_VERSIONED, "person,template", "person", "recipient,recipient_hash,names,body,html,subject",
    "message-body:recipient,names,body,html,subject|message-id:message_id,recipient_hash",
    "coalesce(ended,CASE WHEN state IN (5,6,9) THEN changed END)" },
  { "message_passage", "message,position,article,version,address,hash,quoted,changed", DCR_SHARED_VERSIONED,
    "message", "message", "", "" },
  { "message_attachment", "message,position,attachment", DCR_SHARED_APPEND, "message,attachment",
    "message", "", "" },
  { "attempt", "message,number,began,body,ended,outcome,code,answer", DCR_SHARED_VERSIONED, "message",
    "message", "answer", "message-body", "(SELECT m.ended FROM message m WHERE m.id=attempt.message)" },
  { "link_state", "id,url,since,until,instead,person,version", DCR_SHARED_VERSIONED, "person", "", "", "" },
  { "phrase", "id,kind,position,text,active,version", DCR_SHARED_VERSIONED, "", "", "", "" },
  { "flag", "id,at,person,owner,kind,template,article,address,detail,state,settled,version",
    DCR_SHARED_VERSIONED, "person,template", "owner", "", "" },
  { "queue",
    "id,name,owner,kind,address,needs,delay,delay_hindering,delay_urgent,zone,weekdays,opens,closes,active,"
    "position,version",
    DCR_SHARED_VERSIONED, "", "", "", "" },
  { "escalation",
    "id,number,token,call,queue,reason,reason_path,severity,question,wants,told,promise,facts,passages,dropped,"
    "complete,asked,phone,masked,author,created,due,state,holder,touched,ended,merged_into,same,folded,version",
    DCR_SHARED_VERSIONED, "queue,reason", "queue", "question,wants,told,promise,facts,phone,same,folded",
    "escalation", "ended" },
  { "escalation_event", "id,escalation,seq,act,state,author,who,at,text,other,message_id", DCR_SHARED_APPEND,
    "escalation", "escalation", "who,text", "escalation",
    "(SELECT e.ended FROM escalation e WHERE e.id=escalation_event.escalation)" },
  { "escalation_mail", "message,escalation,word", DCR_SHARED_APPEND, "escalation,message", "escalation", "word",
    "escalation" },
  { "proposal", "id,escalation,title,text,reason,articles,author,at,state,version", DCR_SHARED_VERSIONED,
    "escalation", "escalation", "text", "escalation" },
  { "callback",
    "id,number,kind,call,escalation,author,person,level,phone,masked,reason,reason_path,promise,words,passages,"
    "sheet,promised_from,promised_to,zone,place,state,created,ended,first_attempt,replaces,message,version",
    DCR_SHARED_VERSIONED, "escalation,reason", "person", "phone,promise,words,sheet", "callback", "ended" },
  { "callback_attempt", "id,callback,at,person,result", DCR_SHARED_APPEND, "callback", "callback", "", "" },
  { "notice", "id,title,text,urgent,starts,ends,audience,reasons,author,created,version",
    DCR_SHARED_VERSIONED, "", "", "", "" },
  { "notice_read", "notice,person,at", DCR_SHARED_APPEND, "notice", "person", "", "" },
  { "vigie", "id,what,since,calls,reason,reason_path,owner,author,at,state,merged_into,outcome,version",
    DCR_SHARED_VERSIONED, "reason", "", "", "" },
  { NULL },
};

const DcrSharedTable *
dcr_store_shared_tables (void)
{
  return tables;
}
